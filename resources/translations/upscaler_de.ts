<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>modes</name>
  <message>
   <source>Side by side</source>
   <translation>Nebeneinander</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>Geteilt</translation>
  </message>
  <message>
   <source>Flicker</source>
   <translation>Wechsel</translation>
  </message>
  <message>
   <source>What was added</source>
   <translation>Hinzugefügt</translation>
  </message>
  <message>
   <source>Variants</source>
   <translation>Varianten</translation>
  </message>
  <message>
   <source>Original and result side by side, or one above the other if that shows more</source>
   <translation>Original und Ergebnis nebeneinander, oder übereinander, wenn das mehr zeigt</translation>
  </message>
  <message>
   <source>One picture; drag the line between original and result</source>
   <translation>Ein Bild; die Linie zwischen Original und Ergebnis ziehen</translation>
  </message>
  <message>
   <source>Original and result alternate; hold Space or the right mouse button to see the original</source>
   <translation>Original und Ergebnis im Wechsel; Leertaste oder rechte Maustaste halten für das Original</translation>
  </message>
  <message>
   <source>What the network added to the enlarged original</source>
   <translation>Was das Netz dem vergrößerten Original hinzugefügt hat</translation>
  </message>
  <message>
   <source>The part in view with different settings; use the one you like best</source>
   <translation>Der sichtbare Ausschnitt mit verschiedenen Einstellungen; die beste davon verwenden</translation>
  </message>
  <message>
   <source>How to compare</source>
   <translation>Art des Vergleichs</translation>
  </message>
 </context>
 <context>
  <name>ZoomControls</name>
  <message>
   <source>Zoom</source>
   <translation>Zoom</translation>
  </message>
  <message>
   <source>Fit</source>
   <translation>Einpassen</translation>
  </message>
  <message>
   <source>The whole picture (F)</source>
   <translation>Das ganze Bild (F)</translation>
  </message>
  <message>
   <source>Zoom relative to the pixels of the result</source>
   <translation>Zoom bezogen auf die Pixel des Ergebnisses</translation>
  </message>
  <message>
   <source>One pixel of the result per pixel of the screen (Z)</source>
   <translation>Ein Pixel des Ergebnisses auf einem Pixel des Bildschirms (Z)</translation>
  </message>
  <message>
   <source>Zoom: {zoom}</source>
   <translation>Zoom: {zoom}</translation>
  </message>
 </context>
 <context>
  <name>view</name>
  <message>
   <source>Fit</source>
   <translation>Einpassen</translation>
  </message>
  <message>
   <source>100 %</source>
   <translation>100 %</translation>
  </message>
  <message>
   <source>Zoom in</source>
   <translation>Vergrößern</translation>
  </message>
  <message>
   <source>Zoom out</source>
   <translation>Verkleinern</translation>
  </message>
  <message>
   <source>Magnifier</source>
   <translation>Lupe</translation>
  </message>
 </context>
 <context>
  <name>CropArea</name>
  <message>
   <source>The part to upscale</source>
   <translation>Der Teil, der hochskaliert wird</translation>
  </message>
 </context>
 <context>
  <name>CropDialog</name>
  <message>
   <source>Crop</source>
   <translation>Zuschneiden</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>Wird geöffnet&#160;…</translation>
  </message>
  <message>
   <source>Aspect ratio</source>
   <translation>Seitenverhältnis</translation>
  </message>
  <message>
   <source>Any ratio</source>
   <translation>Beliebiges Verhältnis</translation>
  </message>
  <message>
   <source>Same as the original</source>
   <translation>Wie das Original</translation>
  </message>
  <message>
   <source>Rotate</source>
   <translation>Drehen</translation>
  </message>
  <message>
   <source>Swap width and height</source>
   <translation>Breite und Höhe tauschen</translation>
  </message>
  <message>
   <source>Left</source>
   <translation>Links</translation>
  </message>
  <message>
   <source>Top</source>
   <translation>Oben</translation>
  </message>
  <message>
   <source>Width</source>
   <translation>Breite</translation>
  </message>
  <message>
   <source>Height</source>
   <translation>Höhe</translation>
  </message>
  <message>
   <source>Whole picture</source>
   <translation>Ganzes Bild</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>{size} px of {whole}</source>
   <translation>{size} px von {whole}</translation>
  </message>
  <message>
   <source>This part is not inside the picture.</source>
   <translation>Dieser Teil liegt nicht im Bild.</translation>
  </message>
 </context>
 <context>
  <name>ExportDialog</name>
  <message>
   <source>Save the comparison</source>
   <translation>Vergleich speichern</translation>
  </message>
  <message>
   <source>Arrangement</source>
   <translation>Anordnung</translation>
  </message>
  <message>
   <source>Side by side</source>
   <translation>Nebeneinander</translation>
  </message>
  <message>
   <source>One above the other</source>
   <translation>Übereinander</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>Geteilt</translation>
  </message>
  <message>
   <source>Part</source>
   <translation>Ausschnitt</translation>
  </message>
  <message>
   <source>Whole picture</source>
   <translation>Ganzes Bild</translation>
  </message>
  <message>
   <source>Part in view</source>
   <translation>Sichtbarer Teil</translation>
  </message>
  <message>
   <source>With labels</source>
   <translation>Mit Beschriftung</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Save…</source>
   <translation>Speichern …</translation>
  </message>
  <message>
   <source>The comparison as it will be saved</source>
   <translation>Der Vergleich, wie er gespeichert wird</translation>
  </message>
  <message>
   <source>{width} × {height} pixels</source>
   <translation>{width} × {height} Pixel</translation>
  </message>
  <message>
   <source>Copied.</source>
   <translation>Kopiert.</translation>
  </message>
  <message>
   <source>comparison</source>
   <translation>Vergleich</translation>
  </message>
  <message>
   <source>Saved as {path}</source>
   <translation>Gespeichert als {path}</translation>
  </message>
 </context>
 <context>
  <name>Navigator</name>
  <message>
   <source>Navigator</source>
   <translation>Navigator</translation>
  </message>
  <message>
   <source>The whole picture; click or drag to move the part in view</source>
   <translation>Das ganze Bild; klicken oder ziehen, um den sichtbaren Ausschnitt zu verschieben</translation>
  </message>
 </context>
 <context>
  <name>Presenter</name>
  <message>
   <source>Opening…</source>
   <translation>Wird geöffnet&#160;…</translation>
  </message>
  <message>
   <source>Upscaling {scale} · {size}</source>
   <translation>Hochskalieren {scale} · {size}</translation>
  </message>
  <message>
   <source>No preview: {reason}</source>
   <translation>Keine Vorschau: {reason}</translation>
  </message>
  <message>
   <source>Preview…</source>
   <translation>Vorschau&#160;…</translation>
  </message>
  <message>
   <source>New settings in the frame · {scale}</source>
   <translation>Neue Einstellungen im Rahmen · {scale}</translation>
  </message>
  <message>
   <source>New settings {scale} · {size}</source>
   <translation>Neue Einstellungen {scale} · {size}</translation>
  </message>
  <message>
   <source>Preview in the frame · {scale}</source>
   <translation>Vorschau im Rahmen · {scale}</translation>
  </message>
  <message>
   <source>Preview {scale} · {size}</source>
   <translation>Vorschau {scale} · {size}</translation>
  </message>
  <message>
   <source>Existing file · {size}</source>
   <translation>Vorhandene Datei · {size}</translation>
  </message>
 </context>
 <context>
  <name>content</name>
  <message>
   <source>Original · {size}</source>
   <translation>Original · {size}</translation>
  </message>
  <message>
   <source>Upscaled {scale} · {size}</source>
   <translation>Hochskaliert {scale} · {size}</translation>
  </message>
  <message>
   <source>Upscaled · {size}</source>
   <translation>Hochskaliert · {size}</translation>
  </message>
  <message>
   <source>What the network added</source>
   <translation>Was das Netz hinzugefügt hat</translation>
  </message>
 </context>
 <context>
  <name>TakeButtons</name>
  <message>
   <source>Use</source>
   <translation>Verwenden</translation>
  </message>
  <message>
   <source>In use</source>
   <translation>Verwendet</translation>
  </message>
  <message>
   <source>Use {settings}</source>
   <translation>{settings} verwenden</translation>
  </message>
 </context>
 <context>
  <name>ViewTools</name>
  <message>
   <source>Comparison tools</source>
   <translation>Vergleichswerkzeuge</translation>
  </message>
  <message>
   <source>Original shown as:</source>
   <translation>Original als:</translation>
  </message>
  <message>
   <source>Magnifier under the pointer (M)</source>
   <translation>Lupe unter dem Zeiger (M)</translation>
  </message>
  <message>
   <source>Crop the picture (Ctrl+K)</source>
   <translation>Bild zuschneiden (Strg+K)</translation>
  </message>
  <message>
   <source>Save or copy the comparison (Ctrl+Shift+S)</source>
   <translation>Vergleich speichern oder kopieren (Strg+Umschalt+S)</translation>
  </message>
  <message>
   <source>Full screen (F11)</source>
   <translation>Vollbild (F11)</translation>
  </message>
  <message>
   <source>How much the difference is amplified</source>
   <translation>Wie stark der Unterschied verstärkt wird</translation>
  </message>
  <message>
   <source>Pixels</source>
   <translation>Pixel</translation>
  </message>
  <message>
   <source>The original as it is: every pixel is a square (nearest)</source>
   <translation>Das Original, wie es ist: jedes Pixel ist ein Quadrat (nearest)</translation>
  </message>
  <message>
   <source>Smooth</source>
   <translation>Glatt</translation>
  </message>
  <message>
   <source>The original enlarged smoothly, without the network (bicubic)</source>
   <translation>Das Original glatt vergrößert, ohne das Netz (bicubic)</translation>
  </message>
  <message>
   <source>Original shown as: {kind}</source>
   <translation>Original als: {kind}</translation>
  </message>
  <message>
   <source>Detail</source>
   <translation>Details</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>Stärke</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>Variants: {kind}</source>
   <translation>Varianten: {kind}</translation>
  </message>
  <message>
   <source>Difference amplified {gain}</source>
   <translation>Unterschied {gain} verstärkt</translation>
  </message>
 </context>
 <context>
  <name>variants</name>
  <message>
   <source>Faithful</source>
   <translation>Getreu</translation>
  </message>
  <message>
   <source>Natural</source>
   <translation>Natürlich</translation>
  </message>
  <message>
   <source>Crisp</source>
   <translation>Knackig</translation>
  </message>
  <message>
   <source>Detail {value}</source>
   <translation>Details {value}</translation>
  </message>
  <message>
   <source>Strength {value}</source>
   <translation>Stärke {value}</translation>
  </message>
 </context>
 <context>
  <name>ComparisonView</name>
  <message>
   <source>Comparison</source>
   <translation>Vergleich</translation>
  </message>
 </context>
 <context>
  <name>CompareWindow</name>
  <message>
   <source>Comparison</source>
   <translation>Vergleich</translation>
  </message>
 </context>
 <context>
  <name>AboutDialog</name>
  <message>
   <source>About Upscaler</source>
   <translation>Über Upscaler</translation>
  </message>
  <message>
   <source>Upscaler {version}</source>
   <translation>Upscaler {version}</translation>
  </message>
  <message>
   <source>Upscales pictures on this computer: no picture is sent anywhere.</source>
   <translation>Skaliert Bilder auf diesem Computer hoch: Kein Bild wird irgendwohin gesendet.</translation>
  </message>
  <message>
   <source>Free software under the MIT licence.</source>
   <translation>Freie Software unter der MIT-Lizenz.</translation>
  </message>
  <message>
   <source>What is new, and the included components with their licences:</source>
   <translation>Was neu ist, und die enthaltenen Bestandteile mit ihren Lizenzen:</translation>
  </message>
  <message>
   <source>Components</source>
   <translation>Komponenten</translation>
  </message>
  <message>
   <source>Licence text</source>
   <translation>Lizenztext</translation>
  </message>
  <message>
   <source>What is new</source>
   <translation>Was ist neu</translation>
  </message>
  <message>
   <source>This component comes without a licence text.</source>
   <translation>Dieser Komponente liegt kein Lizenztext bei.</translation>
  </message>
 </context>
 <context>
  <name>questions</name>
  <message>
   <source>Stop the run?</source>
   <translation>Durchlauf anhalten?</translation>
  </message>
  <message>
   <source>The progress on {name} will be lost. Unfinished pictures stay in the queue.</source>
   <translation>Der Fortschritt bei {name} geht verloren. Unfertige Bilder bleiben in der Warteschlange.</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Keep upscaling</source>
   <translation>Weiter hochskalieren</translation>
  </message>
  <message>
   <source>Cancel this picture?</source>
   <translation>Dieses Bild abbrechen?</translation>
  </message>
  <message>
   <source>The progress on {name} will be lost.</source>
   <translation>Der Fortschritt bei {name} geht verloren.</translation>
  </message>
  <message>
   <source>Cancel the picture</source>
   <translation>Bild abbrechen</translation>
  </message>
  <message>
   <source>{name} is not finished. You can resume it the next time the app starts.</source>
   <translation>{name} ist noch nicht fertig. Beim nächsten Start der App lässt es sich fortsetzen.</translation>
  </message>
  <message>
   <source>{pictures} are not finished. You can resume them the next time the app starts.</source>
   <translation>{pictures} sind noch nicht fertig. Beim nächsten Start der App lassen sie sich fortsetzen.</translation>
  </message>
  <message>
   <source>Close while upscaling?</source>
   <translation>Beim Hochskalieren schließen?</translation>
  </message>
  <message>
   <source>Stop and close</source>
   <translation>Anhalten und schließen</translation>
  </message>
  <message>
   <source>Resume the last run?</source>
   <translation>Letzten Durchlauf fortsetzen?</translation>
  </message>
  <message>
   <source>{left} of {pictures} are not finished yet. Finished results are kept.</source>
   <translation>{left} von {pictures} sind noch nicht fertig. Fertige Ergebnisse bleiben erhalten.</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>Verwerfen</translation>
  </message>
 </context>
 <context>
  <name>FailuresDialog</name>
  <message>
   <source>{pictures} failed</source>
   <translation>Fehlgeschlagen: {pictures}</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>Grund</translation>
  </message>
  <message>
   <source>Pictures that failed</source>
   <translation>Fehlgeschlagene Bilder</translation>
  </message>
  <message>
   <source>Try all again</source>
   <translation>Alle erneut versuchen</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren&#160;…</translation>
  </message>
  <message>
   <source>Save this list as a CSV or JSON file</source>
   <translation>Diese Liste als CSV- oder JSON-Datei speichern</translation>
  </message>
  <message>
   <source>The list cannot be saved: {reason}.</source>
   <translation>Die Liste lässt sich nicht speichern: {reason}.</translation>
  </message>
  <message>
   <source>CSV (*.csv)</source>
   <translation>CSV (*.csv)</translation>
  </message>
  <message>
   <source>JSON (*.json)</source>
   <translation>JSON (*.json)</translation>
  </message>
  <message>
   <source>Export failures</source>
   <translation>Fehler exportieren</translation>
  </message>
 </context>
 <context>
  <name>licences</name>
  <message>
   <source>Model: {name}</source>
   <translation>Modell: {name}</translation>
  </message>
 </context>
 <context>
  <name>LogDialog</name>
  <message>
   <source>Log</source>
   <translation>Protokoll</translation>
  </message>
  <message>
   <source>Copy diagnostics</source>
   <translation>Diagnose kopieren</translation>
  </message>
  <message>
   <source>Versions, the log and the last crash, ready to paste into a report</source>
   <translation>Versionen, Protokoll und letzter Absturz, zum Einfügen in eine Meldung</translation>
  </message>
  <message>
   <source>Copied. The text contains names of files and folders, so check it before you send it.</source>
   <translation>Kopiert. Der Text enthält Namen von Dateien und Ordnern: vor dem Senden durchsehen.</translation>
  </message>
 </context>
 <context>
  <name>NewVersions</name>
  <message>
   <source>Tell me about new versions</source>
   <translation>Über neue Versionen informieren</translation>
  </message>
  <message>
   <source>Asks {host} at most once a day. Like any website, it sees your IP address; nothing else about you or your pictures is sent, and nothing is downloaded.</source>
   <translation>Fragt höchstens einmal am Tag bei {host} nach. Wie bei jeder Website wird dort die IP-Adresse sichtbar; sonst wird nichts über Personen oder Bilder gesendet und nichts heruntergeladen.</translation>
  </message>
  <message>
   <source>Check now</source>
   <translation>Jetzt prüfen</translation>
  </message>
  <message>
   <source>See what is new</source>
   <translation>Neuerungen ansehen</translation>
  </message>
  <message>
   <source>Checking…</source>
   <translation>Wird geprüft…</translation>
  </message>
  <message>
   <source>Upscaler {version} is available.</source>
   <translation>Upscaler {version} ist verfügbar.</translation>
  </message>
  <message>
   <source>This is the newest version, {version}.</source>
   <translation>Das ist die neueste Version, {version}.</translation>
  </message>
  <message>
   <source>No answer from {host}. Try again later.</source>
   <translation>Keine Antwort von {host}. Später noch einmal versuchen.</translation>
  </message>
 </context>
 <context>
  <name>SettingsDialog</name>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>Erscheinungsbild</translation>
  </message>
  <message>
   <source>Same as the system</source>
   <translation>Wie das System</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Notify me when all pictures are done</source>
   <translation>Melden, wenn alle Bilder fertig sind</translation>
  </message>
  <message>
   <source>Only while the window is in the background.</source>
   <translation>Nur wenn das Fenster im Hintergrund ist.</translation>
  </message>
  <message>
   <source>Keep the computer awake</source>
   <translation>Computer wach halten</translation>
  </message>
  <message>
   <source>Only while pictures are being upscaled; the screen may go dark.</source>
   <translation>Nur während Bilder hochskaliert werden; der Bildschirm darf dunkel werden.</translation>
  </message>
  <message>
   <source>While upscaling</source>
   <translation>Beim Hochskalieren</translation>
  </message>
  <message>
   <source>Working files</source>
   <translation>Arbeitsdateien</translation>
  </message>
  <message>
   <source>Your cache folder</source>
   <translation>Eigener Cache-Ordner</translation>
  </message>
  <message>
   <source>Choose a folder…</source>
   <translation>Ordner wählen&#160;…</translation>
  </message>
  <message>
   <source>Folder for working files</source>
   <translation>Ordner für Arbeitsdateien</translation>
  </message>
  <message>
   <source>Very large results are assembled there; choose a disk with plenty of free space.</source>
   <translation>Dort werden sehr große Ergebnisse zusammengesetzt; einen Datenträger mit viel freiem Speicherplatz wählen.</translation>
  </message>
  <message>
   <source>New versions</source>
   <translation>Neue Versionen</translation>
  </message>
  <message>
   <source>Takes effect the next time the app starts.</source>
   <translation>Gilt ab dem nächsten Start der App.</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsDialog</name>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>Everywhere</source>
   <translation>Überall</translation>
  </message>
  <message>
   <source>Selected pictures</source>
   <translation>Ausgewählte Bilder</translation>
  </message>
  <message>
   <source>Comparison</source>
   <translation>Vergleich</translation>
  </message>
  <message>
   <source>Shortcuts outside “Everywhere” work while the queue or the comparison has the focus.</source>
   <translation>Tasten außerhalb von „Überall“ wirken, wenn die Warteschlange oder der Vergleich den Fokus hat.</translation>
  </message>
  <message>
   <source>Show the original</source>
   <translation>Original zeigen</translation>
  </message>
  <message>
   <source>Hold the space bar</source>
   <translation>Leertaste halten</translation>
  </message>
  <message>
   <source>Next or previous picture</source>
   <translation>Nächstes oder voriges Bild</translation>
  </message>
  <message>
   <source>Arrow keys</source>
   <translation>Pfeiltasten</translation>
  </message>
  <message>
   <source>Move the picture</source>
   <translation>Bild verschieben</translation>
  </message>
  <message>
   <source>Shift+arrow keys, or drag</source>
   <translation>Umschalt+Pfeiltasten oder ziehen</translation>
  </message>
  <message>
   <source>Zoom at the pointer</source>
   <translation>Zoom am Zeiger</translation>
  </message>
  <message>
   <source>Mouse wheel</source>
   <translation>Mausrad</translation>
  </message>
  <message>
   <source>Whole picture, or 100&#8239;% at the pointer</source>
   <translation>Ganzes Bild oder 100&#8239;% am Zeiger</translation>
  </message>
  <message>
   <source>Double-click</source>
   <translation>Doppelklick</translation>
  </message>
  <message>
   <source>Show or hide both panels</source>
   <translation>Beide Seitenleisten ein- oder ausblenden</translation>
  </message>
  <message>
   <source>Tab, after a click in the picture</source>
   <translation>Tab nach einem Klick ins Bild</translation>
  </message>
 </context>
 <context>
  <name>DropArea</name>
  <message>
   <source>Drop pictures or folders here</source>
   <translation>Bilder oder Ordner hier ablegen</translation>
  </message>
  <message>
   <source>Choose pictures…</source>
   <translation>Bilder wählen&#160;…</translation>
  </message>
  <message>
   <source>Try it with a sample picture</source>
   <translation>Mit einem Beispielbild ausprobieren</translation>
  </message>
  <message>
   <source>Its copy and the result are saved in {place}</source>
   <translation>Seine Kopie und das Ergebnis werden in {place} gespeichert</translation>
  </message>
  <message>
   <source>A picture pasted with {keys} is saved in {place}</source>
   <translation>Ein mit {keys} eingefügtes Bild wird in {place} gespeichert</translation>
  </message>
  <message>
   <source>or choose them</source>
   <translation>oder auswählen</translation>
  </message>
 </context>
 <context>
  <name>DropOverlay</name>
  <message>
   <source>Drop to add to the queue</source>
   <translation>Ablegen, um sie einzureihen</translation>
  </message>
 </context>
 <context>
  <name>Example</name>
  <message>
   <source>An example: a picture before and after</source>
   <translation>Ein Beispiel: ein Bild vorher und nachher</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>Vorher</translation>
  </message>
  <message>
   <source>After: 4 times larger</source>
   <translation>Nachher: 4-mal so groß</translation>
  </message>
 </context>
 <context>
  <name>FileOpener</name>
  <message>
   <source>This is only the address of a picture, and this app does not download anything. Copy the picture itself in the browser and paste it here, or save it and open the file.</source>
   <translation>Es kam nur die Adresse eines Bildes an, und diese App lädt nichts herunter. Im Browser das Bild selbst kopieren und hier einfügen, oder es speichern und die Datei öffnen.</translation>
  </message>
  <message>
   <source>No picture was found in what you pasted.</source>
   <translation>Im Eingefügten wurde kein Bild gefunden.</translation>
  </message>
  <message>
   <source>Open pictures</source>
   <translation>Bilder öffnen</translation>
  </message>
  <message>
   <source>Pictures ({kinds})</source>
   <translation>Bilder ({kinds})</translation>
  </message>
  <message>
   <source>Open a folder</source>
   <translation>Ordner öffnen</translation>
  </message>
  <message>
   <source>Paste a picture; it is saved in {place}</source>
   <translation>Bild einfügen; es wird in {place} gespeichert</translation>
  </message>
  <message>
   <source>Recent</source>
   <translation>Zuletzt geöffnet</translation>
  </message>
  <message>
   <source>Clear this list</source>
   <translation>Diese Liste leeren</translation>
  </message>
 </context>
 <context>
  <name>RecentList</name>
  <message>
   <source>Recent</source>
   <translation>Zuletzt geöffnet</translation>
  </message>
 </context>
 <context>
  <name>_Row</name>
  <message>
   <source>Open {name}</source>
   <translation>{name} öffnen</translation>
  </message>
  <message>
   <source>Remove {name} from this list</source>
   <translation>{name} aus dieser Liste entfernen</translation>
  </message>
  <message>
   <source>Remove from this list</source>
   <translation>Aus dieser Liste entfernen</translation>
  </message>
 </context>
 <context>
  <name>Scanner</name>
  <message>
   <source>There are no pictures in this folder.</source>
   <translation>In diesem Ordner sind keine Bilder.</translation>
  </message>
  <message>
   <source>{name} is not a file but a device, pipe or socket, and was skipped.</source>
   <translation>{name} ist keine Datei, sondern ein Gerät, eine Pipe oder ein Socket, und wurde übersprungen.</translation>
  </message>
  <message numerus="yes">
   <source>%n items are not files but devices, pipes or sockets, and were skipped.</source>
   <translation>
    <numerusform>%n Element ist keine Datei, sondern ein Gerät, eine Pipe oder ein Socket, und wurde übersprungen.</numerusform>
    <numerusform>%n Elemente sind keine Dateien, sondern Geräte, Pipes oder Sockets, und wurden übersprungen.</numerusform>
   </translation>
  </message>
  <message>
   <source>One file is not a picture and was skipped.</source>
   <translation>Eine Datei ist kein Bild und wurde übersprungen.</translation>
  </message>
  <message numerus="yes">
   <source>%n files are not pictures and were skipped.</source>
   <translation>
    <numerusform>%n Datei ist kein Bild und wurde übersprungen.</numerusform>
    <numerusform>%n Dateien sind keine Bilder und wurden übersprungen.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>presets</name>
  <message>
   <source>Print A4, 300 dpi</source>
   <translation>Druck A4, 300 dpi</translation>
  </message>
  <message>
   <source>As large as fits on A4 paper at 300 pixels per inch; larger pictures are reduced.</source>
   <translation>So groß, wie es bei 300 Pixeln pro Zoll auf A4-Papier passt; größere Bilder werden verkleinert.</translation>
  </message>
  <message>
   <source>4K wallpaper</source>
   <translation>4K-Hintergrundbild</translation>
  </message>
  <message>
   <source>3840 pixels on the longest side.</source>
   <translation>3840 Pixel an der längsten Seite.</translation>
  </message>
  <message>
   <source>Web, 2000 pixels</source>
   <translation>Web, 2000 Pixel</translation>
  </message>
  <message>
   <source>Small WebP files, 2000 pixels on the longest side, without camera data.</source>
   <translation>Kleine WebP-Dateien, 2000 Pixel an der längsten Seite, ohne Kameradaten.</translation>
  </message>
  <message>
   <source>Archive</source>
   <translation>Archiv</translation>
  </message>
  <message>
   <source>Lossless TIFF, faithful: nothing is invented, and 16-bit pictures stay 16-bit.</source>
   <translation>Verlustfreies TIFF, originalgetreu: nichts wird erfunden, 16 Bit bleiben 16 Bit.</translation>
  </message>
  <message>
   <source>Old photo</source>
   <translation>Altes Foto</translation>
  </message>
  <message>
   <source>Removes noise, blur and JPEG artefacts, and adds fine detail where it was lost.</source>
   <translation>Entfernt Rauschen, Unschärfe und JPEG-Artefakte und ergänzt verlorene feine Details.</translation>
  </message>
  <message>
   <source>Drawing</source>
   <translation>Zeichnung</translation>
  </message>
  <message>
   <source>Line art, text and screenshots, with clean edges; lossless PNG.</source>
   <translation>Strichzeichnungen, Text und Bildschirmfotos mit sauberen Kanten; verlustfreies PNG.</translation>
  </message>
 </context>
 <context>
  <name>CustomSize</name>
  <message>
   <source>Size as a number</source>
   <translation>Größe als Zahl</translation>
  </message>
  <message>
   <source>Height of the box</source>
   <translation>Höhe des Rahmens</translation>
  </message>
  <message>
   <source>Pixels per inch</source>
   <translation>Pixel pro Zoll</translation>
  </message>
  <message>
   <source>Bleed on each side, in mm</source>
   <translation>Beschnitt je Seite in mm</translation>
  </message>
  <message>
   <source>What the size measures</source>
   <translation>Was die Größe angibt</translation>
  </message>
  <message>
   <source>times larger</source>
   <translation>-mal größer</translation>
  </message>
  <message>
   <source>wide</source>
   <translation>breit</translation>
  </message>
  <message>
   <source>high</source>
   <translation>hoch</translation>
  </message>
  <message>
   <source>longest side</source>
   <translation>längste Seite</translation>
  </message>
  <message>
   <source>in a box</source>
   <translation>in Rahmen</translation>
  </message>
  <message>
   <source>Unit of the size</source>
   <translation>Einheit der Größe</translation>
  </message>
  <message>
   <source>pixels</source>
   <translation>Pixel</translation>
  </message>
  <message>
   <source>cm</source>
   <translation>cm</translation>
  </message>
  <message>
   <source>mm</source>
   <translation>mm</translation>
  </message>
  <message>
   <source>inches</source>
   <translation>Zoll</translation>
  </message>
  <message>
   <source>Pictures that are already larger</source>
   <translation>Bilder, die schon größer sind</translation>
  </message>
  <message>
   <source>Reduce them</source>
   <translation>Verkleinern</translation>
  </message>
  <message>
   <source>Copy them as they are</source>
   <translation>Unverändert kopieren</translation>
  </message>
  <message>
   <source>Skip them</source>
   <translation>Überspringen</translation>
  </message>
  <message>
   <source>Report them as failed</source>
   <translation>Als Fehler melden</translation>
  </message>
  <message>
   <source>dpi</source>
   <translation>dpi</translation>
  </message>
  <message>
   <source>Enter a number from {smallest} to {largest}.</source>
   <translation>Eine Zahl von {smallest} bis {largest} eingeben.</translation>
  </message>
  <message>
   <source>Enter a whole number of pixels up to {largest}.</source>
   <translation>Eine ganze Zahl von Pixeln bis {largest} eingeben.</translation>
  </message>
  <message>
   <source>Enter a size of 1 to {largest} pixels, with at most {bleed} mm of bleed.</source>
   <translation>Geben Sie eine Größe von 1 bis {largest} Pixeln ein, mit höchstens {bleed} mm Beschnitt.</translation>
  </message>
 </context>
 <context>
  <name>FormatSection</name>
  <message>
   <source>Format</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Zurücksetzen</translation>
  </message>
  <message>
   <source>Reset to the quality that suits most pictures</source>
   <translation>Auf die Qualität zurücksetzen, die für die meisten Bilder passt</translation>
  </message>
  <message>
   <source>Quality</source>
   <translation>Qualität</translation>
  </message>
  <message>
   <source>Maximum file size in megabytes</source>
   <translation>Maximale Dateigröße in Megabyte</translation>
  </message>
  <message>
   <source>any</source>
   <translation>egal</translation>
  </message>
  <message>
   <source>Max. size</source>
   <translation>Max. Größe</translation>
  </message>
  <message>
   <source>MB</source>
   <translation>MB</translation>
  </message>
  <message>
   <source>PNG files</source>
   <translation>PNG-Dateien</translation>
  </message>
  <message>
   <source>Fast, but larger</source>
   <translation>Schnell, aber größer</translation>
  </message>
  <message>
   <source>Smaller, but slow</source>
   <translation>Kleiner, aber langsam</translation>
  </message>
  <message>
   <source>Same as the original</source>
   <translation>Wie das Original</translation>
  </message>
  <message>
   <source>animated {format}</source>
   <translation>animiertes {format}</translation>
  </message>
  <message>
   <source>Instead of {format}: {result}</source>
   <translation>Statt {format}: {result}</translation>
  </message>
  <message>
   <source>Enter a number of megabytes.</source>
   <translation>Geben Sie eine Zahl in Megabyte ein.</translation>
  </message>
 </context>
 <context>
  <name>ModelSection</name>
  <message>
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>Stärke</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Natural for most pictures, crisper for noisy or blurred ones, Faithful for 16-bit ones</source>
   <translation>Natürlich bei den meisten Bildern, schärfer bei verrauschten oder unscharfen, getreu bei Bildern mit 16 Bit</translation>
  </message>
  <message>
   <source>Faithful</source>
   <translation>Getreu</translation>
  </message>
  <message>
   <source>Natural</source>
   <translation>Natürlich</translation>
  </message>
  <message>
   <source>Crisp</source>
   <translation>Knackig</translation>
  </message>
  <message>
   <source>Detail</source>
   <translation>Details</translation>
  </message>
  <message>
   <source>Faithful invents nothing. Crisp paints fine detail that the original does not show.</source>
   <translation>Getreu erfindet nichts. Knackig ergänzt feine Details, die das Original nicht zeigt.</translation>
  </message>
  <message>
   <source>Looks at each picture and chooses the model and strength that suit it.</source>
   <translation>Sieht sich jedes Bild an und wählt passend dazu Modell und Stärke.</translation>
  </message>
  <message>
   <source>{name} (not read yet)</source>
   <translation>{name} (noch nicht eingelesen)</translation>
  </message>
  <message>
   <source>Add a model…</source>
   <translation>Modell hinzufügen…</translation>
  </message>
  <message>
   <source>Added from {file}.</source>
   <translation>Aus {file} hinzugefügt.</translation>
  </message>
  <message>
   <source>{about} Licence: {licence}</source>
   <translation>{about} Lizenz: {licence}</translation>
  </message>
  <message>
   <source>Add a model</source>
   <translation>Modell hinzufügen</translation>
  </message>
  <message>
   <source>Models ({kinds})</source>
   <translation>Modelle ({kinds})</translation>
  </message>
 </context>
 <context>
  <name>ModelAdder</name>
  <message>
   <source>Reading and measuring {name}…</source>
   <translation>{name} wird eingelesen und vermessen…</translation>
  </message>
 </context>
 <context>
  <name>MoreOptions</name>
  <message>
   <source>More options</source>
   <translation>Weitere Optionen</translation>
  </message>
  <message>
   <source>expanded</source>
   <translation>aufgeklappt</translation>
  </message>
  <message>
   <source>collapsed</source>
   <translation>zugeklappt</translation>
  </message>
 </context>
 <context>
  <name>ExistsSection</name>
  <message>
   <source>If the file exists</source>
   <translation>Wenn es die Datei schon gibt</translation>
  </message>
  <message>
   <source>Keep both</source>
   <translation>Beide behalten</translation>
  </message>
  <message>
   <source>Skip the picture</source>
   <translation>Bild überspringen</translation>
  </message>
  <message>
   <source>Replace the file</source>
   <translation>Datei ersetzen</translation>
  </message>
 </context>
 <context>
  <name>MetadataSection</name>
  <message>
   <source>Camera data, date, location (GPS)</source>
   <translation>Kameradaten, Datum, Ort (GPS)</translation>
  </message>
  <message>
   <source>Keep everything</source>
   <translation>Alles behalten</translation>
  </message>
  <message>
   <source>Remove everything</source>
   <translation>Alles entfernen</translation>
  </message>
  <message>
   <source>The file will not say where, when or with which camera the picture was taken.</source>
   <translation>Die Datei verrät nicht, wo, wann und mit welcher Kamera das Bild aufgenommen wurde.</translation>
  </message>
  <message>
   <source>The file will say where the picture was taken, if the original does.</source>
   <translation>Die Datei verrät, wo das Bild aufgenommen wurde, wenn das Original es tut.</translation>
  </message>
 </context>
 <context>
  <name>ProvenanceSection</name>
  <message>
   <source>Provenance</source>
   <translation>Herkunft</translation>
  </message>
  <message>
   <source>Record how the result was made</source>
   <translation>Entstehung festhalten</translation>
  </message>
  <message>
   <source>The file names the app, the model and the original; its checksum is added to SHA256SUMS beside it.</source>
   <translation>Die Datei nennt App, Modell und Original; ihre Prüfsumme kommt in SHA256SUMS daneben.</translation>
  </message>
 </context>
 <context>
  <name>NormalMapSection</name>
  <message>
   <source>Normal map</source>
   <translation>Normal-Map</translation>
  </message>
  <message>
   <source>Treat as a normal map</source>
   <translation>Als Normal-Map behandeln</translation>
  </message>
  <message>
   <source>The channels are upscaled separately, and the vectors keep length 1.</source>
   <translation>Die Kanäle werden einzeln hochskaliert, und die Vektoren behalten die Länge 1.</translation>
  </message>
 </context>
 <context>
  <name>DamagedSection</name>
  <message>
   <source>Damaged files</source>
   <translation>Beschädigte Dateien</translation>
  </message>
  <message>
   <source>Upscale what can be read</source>
   <translation>Lesbares hochskalieren</translation>
  </message>
  <message>
   <source>Missing parts are filled with a flat colour.</source>
   <translation>Fehlende Teile werden einfarbig gefüllt.</translation>
  </message>
 </context>
 <context>
  <name>DeviceSection</name>
  <message>
   <source>Run on</source>
   <translation>Ausführen auf</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <source>Precision</source>
   <translation>Genauigkeit</translation>
  </message>
  <message>
   <source>Exact (fp32)</source>
   <translation>Exakt (fp32)</translation>
  </message>
  <message>
   <source>Faster (bf16)</source>
   <translation>Schneller (bf16)</translation>
  </message>
  <message>
   <source>Fastest (int8)</source>
   <translation>Am schnellsten (int8)</translation>
  </message>
  <message>
   <source>Faster (fp16)</source>
   <translation>Schneller (fp16)</translation>
  </message>
  <message>
   <source>Processor (CPU)</source>
   <translation>Prozessor (CPU)</translation>
  </message>
  <message>
   <source>Graphics card (CUDA)</source>
   <translation>Grafikkarte (CUDA)</translation>
  </message>
  <message>
   <source>Graphics chip (Metal)</source>
   <translation>Grafikchip (Metal)</translation>
  </message>
  <message>
   <source>Graphics card (Vulkan)</source>
   <translation>Grafikkarte (Vulkan)</translation>
  </message>
  <message>
   <source>Automatic: {chosen}</source>
   <translation>Automatisch: {chosen}</translation>
  </message>
 </context>
 <context>
  <name>OptionsPanel</name>
  <message>
   <source>Options</source>
   <translation>Optionen</translation>
  </message>
 </context>
 <context>
  <name>PresetButton</name>
  <message>
   <source>Presets</source>
   <translation>Vorlagen</translation>
  </message>
  <message>
   <source>Default options</source>
   <translation>Standardoptionen</translation>
  </message>
  <message>
   <source>Save or remove presets…</source>
   <translation>Vorlagen speichern oder entfernen …</translation>
  </message>
 </context>
 <context>
  <name>PresetsDialog</name>
  <message>
   <source>Presets</source>
   <translation>Vorlagen</translation>
  </message>
  <message>
   <source>Preset name</source>
   <translation>Name der Vorlage</translation>
  </message>
  <message>
   <source>Name for the current options</source>
   <translation>Name für die aktuellen Optionen</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>Verwenden</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Save the current options</source>
   <translation>Aktuelle Optionen speichern</translation>
  </message>
  <message>
   <source>Use a preset</source>
   <translation>Vorlage verwenden</translation>
  </message>
  <message>
   <source>built in</source>
   <translation>mitgeliefert</translation>
  </message>
  <message>
   <source>{name} (built in)</source>
   <translation>{name} (mitgeliefert)</translation>
  </message>
  <message>
   <source>The default options</source>
   <translation>Die Standardoptionen</translation>
  </message>
 </context>
 <context>
  <name>Scope</name>
  <message>
   <source>Apply to all</source>
   <translation>Auf alle anwenden</translation>
  </message>
  <message>
   <source>Use these options for all pictures in the queue</source>
   <translation>Diese Optionen für alle Bilder der Warteschlange verwenden</translation>
  </message>
  <message numerus="yes">
   <source>For all %n pictures</source>
   <translation>
    <numerusform>Für %n Bild</numerusform>
    <numerusform>Für alle %n Bilder</numerusform>
   </translation>
  </message>
  <message>
   <source>For this picture</source>
   <translation>Für dieses Bild</translation>
  </message>
  <message numerus="yes">
   <source>For %n selected</source>
   <translation>
    <numerusform>Für %n ausgewähltes</numerusform>
    <numerusform>Für %n ausgewählte</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SizeSection</name>
  <message>
   <source>Size</source>
   <translation>Größe</translation>
  </message>
  <message>
   <source>Custom</source>
   <translation>Eigene</translation>
  </message>
  <message>
   <source>This picture is already larger and will be skipped.</source>
   <translation>Dieses Bild ist schon größer und wird übersprungen.</translation>
  </message>
  <message>
   <source>Printed at this size, it would have {dpi} dpi.</source>
   <translation>In dieser Größe gedruckt hätte es {dpi} dpi.</translation>
  </message>
  <message>
   <source>1 of {total} is already larger.</source>
   <translation>1 von {total} ist schon größer.</translation>
  </message>
  <message>
   <source>{count} of {total} are already larger.</source>
   <translation>{count} von {total} sind schon größer.</translation>
  </message>
  <message>
   <source>1 of {total} is too small and will fail.</source>
   <translation>1 von {total} ist dafür zu klein und wird fehlschlagen.</translation>
  </message>
  <message>
   <source>{count} of {total} are too small and will fail.</source>
   <translation>{count} von {total} sind dafür zu klein und werden fehlschlagen.</translation>
  </message>
  <message>
   <source>The original is larger than this; the result has {dpi} dpi.</source>
   <translation>Das Original ist größer; das Ergebnis hat {dpi} dpi.</translation>
  </message>
  <message>
   <source>{scale} larger; the original alone would be printed at {dpi} dpi</source>
   <translation>{scale} so groß; das Original allein ergäbe {dpi} dpi</translation>
  </message>
  <message>
   <source>With bleed {width} × {height}: the edges are mirrored on each side</source>
   <translation>Mit Beschnitt {width} × {height}: die Ränder werden auf jeder Seite gespiegelt</translation>
  </message>
  <message>
   <source>{width} × {height} on paper</source>
   <translation>{width} × {height} auf Papier</translation>
  </message>
  <message numerus="yes">
   <source>%n frames</source>
   <translation>
    <numerusform>%n Einzelbild</numerusform>
    <numerusform>%n Einzelbilder</numerusform>
   </translation>
  </message>
  <message>
   <source>{size} · {megapixels} · ≈ {bytes}</source>
   <translation>{size} · {megapixels} · ≈ {bytes}</translation>
  </message>
  <message>
   <source>{scale} the width and height</source>
   <translation>{scale} Breite und Höhe</translation>
  </message>
  <message>
   <source>Takes about {time} here ({device}, {precision})</source>
   <translation>Dauert hier etwa {time} ({device}, {precision})</translation>
  </message>
 </context>
 <context>
  <name>SliderRow</name>
  <message>
   <source>{name} as a number</source>
   <translation>{name} als Zahl</translation>
  </message>
 </context>
 <context>
  <name>FolderSection</name>
  <message>
   <source>Save to</source>
   <translation>Speichern in</translation>
  </message>
  <message>
   <source>“upscaled” beside the picture</source>
   <translation>„upscaled“ neben dem Bild</translation>
  </message>
  <message>
   <source>Choose a folder…</source>
   <translation>Ordner wählen&#160;…</translation>
  </message>
  <message>
   <source>Save results to</source>
   <translation>Ergebnisse speichern in</translation>
  </message>
  <message>
   <source>A new folder beside the picture</source>
   <translation>Ein neuer Ordner neben dem Bild</translation>
  </message>
 </context>
 <context>
  <name>NameSection</name>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>File name template</source>
   <translation>Vorlage des Dateinamens</translation>
  </message>
  <message>
   <source>Insert into the name</source>
   <translation>In den Namen einfügen</translation>
  </message>
  <message>
   <source>Name of the original</source>
   <translation>Name des Originals</translation>
  </message>
  <message>
   <source>Size: the scale, or the pixels</source>
   <translation>Größe: der Faktor oder die Pixel</translation>
  </message>
  <message>
   <source>Scale</source>
   <translation>Faktor</translation>
  </message>
  <message>
   <source>Width in pixels</source>
   <translation>Breite in Pixeln</translation>
  </message>
  <message>
   <source>Height in pixels</source>
   <translation>Höhe in Pixeln</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>Today’s date</source>
   <translation>Heutiges Datum</translation>
  </message>
  <message>
   <source>Number in the queue</source>
   <translation>Nummer in der Warteschlange</translation>
  </message>
 </context>
 <context>
  <name>TextureSection</name>
  <message>
   <source>Seamless texture</source>
   <translation>Nahtlose Textur</translation>
  </message>
  <message>
   <source>No</source>
   <translation>Nein</translation>
  </message>
  <message>
   <source>Left and right</source>
   <translation>Links und rechts</translation>
  </message>
  <message>
   <source>Top and bottom</source>
   <translation>Oben und unten</translation>
  </message>
  <message>
   <source>All sides</source>
   <translation>Alle Seiten</translation>
  </message>
 </context>
 <context>
  <name>SheetSection</name>
  <message>
   <source>Sprite sheet: cell size</source>
   <translation>Sprites: Zellengröße</translation>
  </message>
  <message>
   <source>Cell size</source>
   <translation>Zellengröße</translation>
  </message>
  <message>
   <source>None, or a size such as 32x32</source>
   <translation>Keine, oder eine Größe wie 32x32</translation>
  </message>
 </context>
 <context>
  <name>QueueCommands</name>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Crop…</source>
   <translation>Zuschneiden…</translation>
  </message>
  <message>
   <source>Open the result</source>
   <translation>Ergebnis öffnen</translation>
  </message>
  <message>
   <source>Save the result as…</source>
   <translation>Ergebnis speichern unter…</translation>
  </message>
  <message>
   <source>Show the original in its folder</source>
   <translation>Original im Ordner zeigen</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>Im Ordner zeigen</translation>
  </message>
  <message>
   <source>Copy the result</source>
   <translation>Ergebnis kopieren</translation>
  </message>
  <message>
   <source>Copy details</source>
   <translation>Details kopieren</translation>
  </message>
  <message>
   <source>Move up</source>
   <translation>Nach oben</translation>
  </message>
  <message>
   <source>Move down</source>
   <translation>Nach unten</translation>
  </message>
  <message>
   <source>Cancel the picture</source>
   <translation>Bild abbrechen</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Clear done</source>
   <translation>Fertige entfernen</translation>
  </message>
  <message>
   <source>Upscale again</source>
   <translation>Erneut hochskalieren</translation>
  </message>
  <message>
   <source>Remove {pictures}</source>
   <translation>{pictures} entfernen</translation>
  </message>
  <message>
   <source>Compare the result with</source>
   <translation>Ergebnis vergleichen mit</translation>
  </message>
  <message>
   <source>Compare with an earlier result</source>
   <translation>Mit früherem Ergebnis vergleichen</translation>
  </message>
  <message>
   <source>The original</source>
   <translation>Dem Original</translation>
  </message>
  <message>
   <source>No file manager answered. The path was copied: {path}</source>
   <translation>Kein Dateimanager hat geantwortet. Der Pfad wurde kopiert: {path}</translation>
  </message>
  <message>
   <source>Save the result as</source>
   <translation>Ergebnis speichern unter</translation>
  </message>
  <message>
   <source>Saved as {path}</source>
   <translation>Gespeichert als {path}</translation>
  </message>
 </context>
 <context>
  <name>QueueEdits</name>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Wiederholen</translation>
  </message>
 </context>
 <context>
  <name>entry</name>
  <message>
   <source>Done in {time}</source>
   <translation>Fertig in {time}</translation>
  </message>
  <message>
   <source> · see note</source>
   <translation> · siehe Hinweis</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>Wartet</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Fehlgeschlagen</translation>
  </message>
  <message>
   <source>Cancelled</source>
   <translation>Abgebrochen</translation>
  </message>
  <message>
   <source>Skipped: already larger</source>
   <translation>Übersprungen: schon größer</translation>
  </message>
  <message>
   <source>Skipped: the file exists</source>
   <translation>Übersprungen: Datei gibt es schon</translation>
  </message>
  <message>
   <source>Skipped</source>
   <translation>Übersprungen</translation>
  </message>
  <message>
   <source>Done, see note</source>
   <translation>Fertig, siehe Hinweis</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>Wird abgebrochen&#160;…</translation>
  </message>
  <message>
   <source>Paused · {share}</source>
   <translation>Pausiert · {share}</translation>
  </message>
  <message>
   <source>Upscaling…</source>
   <translation>Wird hochskaliert&#160;…</translation>
  </message>
  <message>
   <source>Upscaling · {share}</source>
   <translation>Hochskalieren · {share}</translation>
  </message>
  <message>
   <source>Failed: {reason}</source>
   <translation>Fehlgeschlagen: {reason}</translation>
  </message>
  <message>
   <source>same as the original</source>
   <translation>wie das Original</translation>
  </message>
  <message>
   <source>automatic model</source>
   <translation>Modell automatisch</translation>
  </message>
 </context>
 <context>
  <name>FailureCard</name>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Copy details</source>
   <translation>Details kopieren</translation>
  </message>
  <message>
   <source>Version, system, options and error, for a report</source>
   <translation>Version, System, Optionen und Fehler, für eine Meldung</translation>
  </message>
 </context>
 <context>
  <name>QueueFinder</name>
  <message>
   <source>Search the queue</source>
   <translation>Warteschlange durchsuchen</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>Suchen</translation>
  </message>
  <message>
   <source>Filter and sort: {filter}</source>
   <translation>Filtern und sortieren: {filter}</translation>
  </message>
  <message>
   <source>All pictures</source>
   <translation>Alle Bilder</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>Wartet</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Failed or cancelled</source>
   <translation>Fehlgeschlagen oder abgebrochen</translation>
  </message>
  <message>
   <source>Sort by name</source>
   <translation>Nach Name sortieren</translation>
  </message>
  <message>
   <source>Sort by folder</source>
   <translation>Nach Ordner sortieren</translation>
  </message>
  <message>
   <source>Sort by state</source>
   <translation>Nach Status sortieren</translation>
  </message>
  <message>
   <source>Sort by order added</source>
   <translation>Nach Reihenfolge des Hinzufügens</translation>
  </message>
 </context>
 <context>
  <name>QueueList</name>
  <message>
   <source>No picture matches</source>
   <translation>Kein Bild passt dazu</translation>
  </message>
 </context>
 <context>
  <name>QueuePanel</name>
  <message>
   <source>Picture queue</source>
   <translation>Bilderwarteschlange</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>Warteschlange</translation>
  </message>
  <message>
   <source>Clear done</source>
   <translation>Aufräumen</translation>
  </message>
  <message>
   <source>Remove the finished pictures from the queue</source>
   <translation>Fertige Bilder aus der Warteschlange entfernen</translation>
  </message>
 </context>
 <context>
  <name>RunAtOnce</name>
  <message>
   <source>Upscaling finished</source>
   <translation>Hochskalieren abgeschlossen</translation>
  </message>
  <message>
   <source>There are no pictures to upscale</source>
   <translation>Keine Bilder zum Hochskalieren gefunden</translation>
  </message>
 </context>
 <context>
  <name>EndNotifier</name>
  <message>
   <source>Upscaling finished</source>
   <translation>Hochskalieren abgeschlossen</translation>
  </message>
 </context>
 <context>
  <name>status</name>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Upscale again</source>
   <translation>Erneut hochskalieren</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pausieren</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Start</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Pausiert</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>Wird geöffnet&#160;…</translation>
  </message>
  <message>
   <source>{pictures} waiting</source>
   <translation>In Warteschlange: {pictures}</translation>
  </message>
  <message>
   <source>Picture {position} of {total} · {name}</source>
   <translation>Bild {position} von {total} · {name}</translation>
  </message>
  <message>
   <source>{size} of memory used</source>
   <translation>{size} Speicher belegt</translation>
  </message>
  <message numerus="yes">
   <source>%n upscaled</source>
   <translation>
    <numerusform>%n hochskaliert</numerusform>
    <numerusform>%n hochskaliert</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n failed</source>
   <translation>
    <numerusform>%n fehlgeschlagen</numerusform>
    <numerusform>%n fehlgeschlagen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n skipped</source>
   <translation>
    <numerusform>%n übersprungen</numerusform>
    <numerusform>%n übersprungen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n cancelled</source>
   <translation>
    <numerusform>%n abgebrochen</numerusform>
    <numerusform>%n abgebrochen</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>Notifier</name>
  <message>
   <source>Show</source>
   <translation>Anzeigen</translation>
  </message>
 </context>
 <context>
  <name>Dialog</name>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
 </context>
 <context>
  <name>options</name>
  <message>
   <source>cropped</source>
   <translation>zugeschnitten</translation>
  </message>
  <message>
   <source>strength {value}</source>
   <translation>Stärke {value}</translation>
  </message>
  <message>
   <source>quality {value}</source>
   <translation>Qualität {value}</translation>
  </message>
  <message>
   <source>at most {size}</source>
   <translation>höchstens {size}</translation>
  </message>
  <message>
   <source>without metadata</source>
   <translation>ohne Metadaten</translation>
  </message>
  <message>
   <source>seamless</source>
   <translation>nahtlos</translation>
  </message>
  <message>
   <source>cells of {size}</source>
   <translation>Zellen von {size}</translation>
  </message>
  <message>
   <source>normal map</source>
   <translation>Normal-Map</translation>
  </message>
  <message>
   <source>with provenance</source>
   <translation>mit Herkunftsangaben</translation>
  </message>
  <message>
   <source>automatic detail</source>
   <translation>Details automatisch</translation>
  </message>
  <message>
   <source>faithful</source>
   <translation>originalgetreu</translation>
  </message>
  <message>
   <source>natural</source>
   <translation>natürlich</translation>
  </message>
  <message>
   <source>crisp</source>
   <translation>gestochen scharf</translation>
  </message>
  <message>
   <source>detail {value}</source>
   <translation>Details {value}</translation>
  </message>
 </context>
 <context>
  <name>text</name>
  <message>
   <source>{pixels} wide</source>
   <translation>{pixels} breit</translation>
  </message>
  <message>
   <source>{pixels} high</source>
   <translation>{pixels} hoch</translation>
  </message>
  <message>
   <source>{minutes}&#8239;min {seconds}&#8239;s</source>
   <translation>{minutes}&#8239;min {seconds}&#8239;s</translation>
  </message>
  <message>
   <source>{hours}&#8239;h {minutes}&#8239;min</source>
   <translation>{hours}&#8239;h {minutes}&#8239;min</translation>
  </message>
  <message>
   <source>{seconds}&#8239;s</source>
   <translation>{seconds}&#8239;s</translation>
  </message>
  <message>
   <source>{time} left</source>
   <translation>noch {time}</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>1 picture</source>
   <translation>1 Bild</translation>
  </message>
  <message numerus="yes">
   <source>%n pictures</source>
   <translation>
    <numerusform>%n Bild</numerusform>
    <numerusform>%n Bilder</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>models</name>
  <message>
   <source>Photo (already clean)</source>
   <translation>Foto (schon sauber)</translation>
  </message>
  <message>
   <source>Photo with noise or JPEG artefacts</source>
   <translation>Foto mit Rauschen oder JPEG-Artefakten</translation>
  </message>
  <message>
   <source>Any photo, made crisp</source>
   <translation>Beliebiges Foto, gestochen scharf</translation>
  </message>
  <message>
   <source>Drawing, text or screenshot</source>
   <translation>Zeichnung, Text oder Bildschirmfoto</translation>
  </message>
  <message>
   <source>drawing</source>
   <translation>Zeichnung</translation>
  </message>
  <message>
   <source>Screenshots, text, logos, line art, comics and maps: crisp edges, and flat colours stay flat.</source>
   <translation>Bildschirmfotos, Text, Logos, Strichzeichnungen, Comics und Karten: scharfe Kanten, und einfarbige Flächen bleiben einfarbig.</translation>
  </message>
  <message>
   <source>photo-restore</source>
   <translation>Foto-Reparatur</translation>
  </message>
  <message>
   <source>Photographs that are blurred, noisy or compressed: removes these faults, at a strength from 0 to 100.</source>
   <translation>Fotos, die unscharf, verrauscht oder komprimiert sind: Entfernt diese Fehler mit einer Stärke von 0 bis 100.</translation>
  </message>
  <message>
   <source>photo-sharp</source>
   <translation>Foto, knackig</translation>
  </message>
  <message>
   <source>Photographs of any kind, made crisp: paints fine detail that the original does not show.</source>
   <translation>Fotos jeder Art, knackig scharf: ergänzt feine Details, die das Original nicht zeigt.</translation>
  </message>
  <message>
   <source>photo</source>
   <translation>Foto</translation>
  </message>
  <message>
   <source>Photographs and other natural pictures that are clean: not blurred, noisy or strongly compressed.</source>
   <translation>Fotos und andere natürliche Bilder, die sauber sind: nicht unscharf, verrauscht oder stark komprimiert.</translation>
  </message>
  <message>
   <source>Real-ESRGAN for frames of animated films: fast, clean lines.</source>
   <translation>Real-ESRGAN für Bilder aus Animationsfilmen: schnell, klare Linien.</translation>
  </message>
  <message>
   <source>Real-ESRGAN for anime and illustrations: crisp lines; slow.</source>
   <translation>Real-ESRGAN für Anime und Illustrationen: scharfe Linien; langsam.</translation>
  </message>
  <message>
   <source>Real-ESRGAN for badly damaged photographs: crisp, and invents detail; very slow without a graphics card.</source>
   <translation>Real-ESRGAN für stark beschädigte Fotos: scharf, erfindet Details; ohne Grafikkarte sehr langsam.</translation>
  </message>
 </context>
 <context>
  <name>AppMenu</name>
  <message>
   <source>Settings…</source>
   <translation>Einstellungen&#160;…</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>Protokoll</translation>
  </message>
  <message>
   <source>About Upscaler</source>
   <translation>Über Upscaler</translation>
  </message>
 </context>
 <context>
  <name>TopBar</name>
  <message>
   <source>Open…</source>
   <translation>Öffnen&#160;…</translation>
  </message>
  <message>
   <source>Open pictures (Ctrl+O)</source>
   <translation>Bilder öffnen (Strg+O)</translation>
  </message>
  <message>
   <source>Open folder…</source>
   <translation>Ordner öffnen&#160;…</translation>
  </message>
  <message>
   <source>Open all pictures in a folder (Ctrl+Shift+O)</source>
   <translation>Alle Bilder eines Ordners öffnen (Strg+Umschalt+O)</translation>
  </message>
  <message>
   <source>Paste, or open recent pictures</source>
   <translation>Einfügen oder zuletzt verwendete Bilder öffnen</translation>
  </message>
  <message>
   <source>Settings and help</source>
   <translation>Einstellungen und Hilfe</translation>
  </message>
 </context>
 <context>
  <name>BottomBar</name>
  <message>
   <source>Start</source>
   <translation>Start</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Stop the run (Esc); unfinished pictures stay in the queue</source>
   <translation>Durchlauf anhalten (Esc); unfertige Bilder bleiben in der Warteschlange</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>Im Ordner zeigen</translation>
  </message>
  <message>
   <source>Failures…</source>
   <translation>Fehler&#160;…</translation>
  </message>
  <message>
   <source>Which pictures failed, and why</source>
   <translation>Welche Bilder fehlschlugen und warum</translation>
  </message>
  <message>
   <source>Overall progress</source>
   <translation>Gesamtfortschritt</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Open pictures</source>
   <translation>Bilder öffnen</translation>
  </message>
  <message>
   <source>Open a folder</source>
   <translation>Ordner öffnen</translation>
  </message>
  <message>
   <source>Paste</source>
   <translation>Einfügen</translation>
  </message>
  <message>
   <source>Start, pause, resume</source>
   <translation>Starten, pausieren, fortsetzen</translation>
  </message>
  <message>
   <source>Stop the run</source>
   <translation>Durchlauf anhalten</translation>
  </message>
  <message>
   <source>Show or hide the queue</source>
   <translation>Warteschlange ein- oder ausblenden</translation>
  </message>
  <message>
   <source>Show or hide the options</source>
   <translation>Optionen ein- oder ausblenden</translation>
  </message>
  <message>
   <source>Save or copy the comparison</source>
   <translation>Vergleich speichern oder kopieren</translation>
  </message>
  <message>
   <source>Full screen</source>
   <translation>Vollbild</translation>
  </message>
  <message>
   <source>The app crashed last time. Open the log (Ctrl+L) to copy the details for a report.</source>
   <translation>Die App ist beim letzten Mal abgestürzt. Im Protokoll (Strg+L) lassen sich die Details für eine Meldung kopieren.</translation>
  </message>
 </context>
 <context>
  <name>NoticeCard</name>
  <message>
   <source>Notices</source>
   <translation>Hinweise</translation>
  </message>
  <message>
   <source>Close this notice</source>
   <translation>Hinweis schließen</translation>
  </message>
 </context>
 <context>
  <name>Page</name>
  <message>
   <source>Reset the panels</source>
   <translation>Seitenleisten zurücksetzen</translation>
  </message>
  <message>
   <source>Hide the queue (F7)</source>
   <translation>Warteschlange ausblenden (F7)</translation>
  </message>
  <message>
   <source>Show the queue (F7)</source>
   <translation>Warteschlange einblenden (F7)</translation>
  </message>
  <message>
   <source>Hide the options (F8)</source>
   <translation>Optionen ausblenden (F8)</translation>
  </message>
  <message>
   <source>Show the options (F8)</source>
   <translation>Optionen einblenden (F8)</translation>
  </message>
 </context>
 <context>
  <name>Updates</name>
  <message>
   <source>Upscaler {version} is available.</source>
   <translation>Upscaler {version} ist verfügbar.</translation>
  </message>
  <message>
   <source>See what is new</source>
   <translation>Neuerungen ansehen</translation>
  </message>
  <message>
   <source>Upscaler {version} is available…</source>
   <translation>Upscaler {version} ist verfügbar…</translation>
  </message>
 </context>
 <context>
  <name>Watching</name>
  <message>
   <source>New pictures in {folder} are upscaled as long as this window is open.</source>
   <translation>Solange dieses Fenster geöffnet ist, werden neue Bilder in {folder} hochskaliert.</translation>
  </message>
  <message>
   <source>Watch a folder</source>
   <translation>Ordner überwachen</translation>
  </message>
  <message>
   <source>Results are saved in this folder, so it cannot be watched. Choose another one.</source>
   <translation>In diesem Ordner werden die Ergebnisse gespeichert, daher kann er nicht überwacht werden. Bitte einen anderen wählen.</translation>
  </message>
  <message>
   <source>Stop watching {folder}</source>
   <translation>{folder} nicht mehr überwachen</translation>
  </message>
  <message>
   <source>Watch a folder…</source>
   <translation>Ordner überwachen …</translation>
  </message>
 </context>
 <context>
  <name>messages</name>
  <message>
   <source>{format}, lossless</source>
   <translation>{format}, verlustfrei</translation>
  </message>
  <message>
   <source>{format}, small files</source>
   <translation>{format}, kleine Dateien</translation>
  </message>
  <message>
   <source>{format}, smallest files</source>
   <translation>{format}, kleinste Dateien</translation>
  </message>
  <message>
   <source>{format} cannot hold transparency: the background becomes white.</source>
   <translation>{format} kennt keine Transparenz: Der Hintergrund wird weiß.</translation>
  </message>
  <message>
   <source>{format} is written with 8 bits per channel: the 16 bits of the original are rounded to 8.</source>
   <translation>{format} wird mit 8 Bit pro Kanal geschrieben: Die 16 Bit des Originals werden auf 8 gerundet.</translation>
  </message>
  <message>
   <source>The original has 16 bits per channel, but only 8 of them could be read.</source>
   <translation>Das Original hat 16 Bit pro Kanal, aber nur 8 davon ließen sich lesen.</translation>
  </message>
  <message>
   <source>{format} cannot hold everything in the original; left out: {what}.</source>
   <translation>{format} kann nicht alles aufnehmen, was im Original steht; ausgelassen: {what}.</translation>
  </message>
  <message>
   <source>Only the picture was upscaled; the rest of the file was left out: {what}.</source>
   <translation>Nur das Bild wurde hochskaliert; der Rest der Datei wurde weggelassen: {what}.</translation>
  </message>
  <message>
   <source>the brighter picture for HDR screens</source>
   <translation>das hellere Bild für HDR-Bildschirme</translation>
  </message>
  <message>
   <source>the video of a motion photo</source>
   <translation>das Video eines Bewegtfotos</translation>
  </message>
  <message>
   <source>marked areas of the picture, such as faces</source>
   <translation>markierte Bereiche im Bild, etwa Gesichter</translation>
  </message>
  <message>
   <source>the second part of the XMP data</source>
   <translation>der zweite Teil der XMP-Daten</translation>
  </message>
  <message>
   <source>the aspect ratio of its pixels</source>
   <translation>das Seitenverhältnis der Pixel</translation>
  </message>
  <message>
   <source>signed or floating point</source>
   <translation>mit Vorzeichen oder Gleitkomma</translation>
  </message>
  <message>
   <source>how the picture was made</source>
   <translation>wie das Bild entstanden ist</translation>
  </message>
  <message>
   <source>The XMP data of the original is damaged, so the record of how the result was made could not be added.</source>
   <translation>Die XMP-Daten des Originals sind beschädigt, deshalb konnte nicht festgehalten werden, wie das Ergebnis entstanden ist.</translation>
  </message>
  <message>
   <source>The checksum of the result could not be added to {path}: {reason}.</source>
   <translation>Die Prüfsumme des Ergebnisses konnte nicht in {path} eingetragen werden: {reason}.</translation>
  </message>
  <message>
   <source>The EXIF data of the original is damaged and was left out.</source>
   <translation>Die EXIF-Daten des Originals sind beschädigt und wurden ausgelassen.</translation>
  </message>
  <message>
   <source>The colour profile of the original is damaged and was left out.</source>
   <translation>Das Farbprofil des Originals ist beschädigt und wurde weggelassen.</translation>
  </message>
  <message>
   <source>The colour profile of the original does not fit its pixels and was left out.</source>
   <translation>Das Farbprofil des Originals passt nicht zu seinen Pixeln und wurde ausgelassen.</translation>
  </message>
  <message>
   <source>The picture has wide-gamut colours but no colour profile: the result may look paler.</source>
   <translation>Das Bild hat einen großen Farbraum, aber kein Farbprofil: Das Ergebnis kann blasser aussehen.</translation>
  </message>
  <message>
   <source>The picture is HDR ({transfer}): the result may look paler.</source>
   <translation>Das Bild ist HDR ({transfer}): Das Ergebnis kann blasser aussehen.</translation>
  </message>
  <message>
   <source>The picture was converted from {space} to sRGB, which the network works in.</source>
   <translation>Das Bild wurde von {space} nach sRGB umgewandelt, worin das Netz arbeitet.</translation>
  </message>
  <message>
   <source>The picture is CMYK without a usable colour profile: its colours in RGB are an estimate.</source>
   <translation>Das Bild ist CMYK ohne brauchbares Farbprofil: Seine Farben in RGB sind geschätzt.</translation>
  </message>
  <message>
   <source>The file is cut off or damaged: missing parts are filled with a flat colour.</source>
   <translation>Die Datei ist abgeschnitten oder beschädigt: Fehlende Teile sind einfarbig gefüllt.</translation>
  </message>
  <message>
   <source>The file holds {count} pictures: only the first is upscaled.</source>
   <translation>Die Datei enthält {count} Bilder: Nur das erste wird hochskaliert.</translation>
  </message>
  <message>
   <source>The file holds {count} pictures: only the largest is upscaled.</source>
   <translation>Die Datei enthält {count} Bilder: Nur das größte wird hochskaliert.</translation>
  </message>
  <message>
   <source>Pages with unsupported pixel formats were left out: {pages}.</source>
   <translation>Seiten, deren Pixel sich nicht hochskalieren lassen, wurden weggelassen: {pages}.</translation>
  </message>
  <message>
   <source>Page {page} is damaged: missing parts are filled with a flat colour.</source>
   <translation>Seite {page} ist beschädigt: Fehlende Teile sind einfarbig gefüllt.</translation>
  </message>
  <message>
   <source>{reason} (page {page})</source>
   <translation>{reason} (Seite {page})</translation>
  </message>
  <message>
   <source>The file is cut off or damaged: its pictures after number {count} are missing.</source>
   <translation>Die Datei ist abgeschnitten oder beschädigt: Ihre Bilder nach Nummer {count} fehlen.</translation>
  </message>
  <message>
   <source>The original is already larger than the requested size, so it was reduced.</source>
   <translation>Das Original ist schon größer als gewünscht und wurde deshalb verkleinert.</translation>
  </message>
  <message>
   <source>The original is already larger than the requested size, so it was copied.</source>
   <translation>Das Original ist schon größer als gewünscht und wurde deshalb kopiert.</translation>
  </message>
  <message>
   <source>The quality was lowered to {quality} to keep the file within the requested size.</source>
   <translation>Die Qualität ist {quality}, damit die Datei nicht größer als gewünscht ist.</translation>
  </message>
  <message>
   <source>The file is larger than requested, even at a quality of {quality}.</source>
   <translation>Die Datei ist größer als gewünscht, obwohl ihre Qualität nur {quality} beträgt.</translation>
  </message>
  <message>
   <source>The file is larger than requested: {format} is lossless, so only another format would make it smaller.</source>
   <translation>Die Datei ist größer als gewünscht: {format} ist verlustfrei, kleiner wird sie nur in einem anderen Format.</translation>
  </message>
  <message>
   <source>The network produced invalid values, so the picture was continued in fp32.</source>
   <translation>Das Netz lieferte ungültige Werte, daher wurde das Bild in fp32 fortgesetzt.</translation>
  </message>
  <message>
   <source>int8 is only for 8-bit results, with models and processors that support it: {precision} was used instead.</source>
   <translation>int8 gibt es nur für 8-Bit-Ergebnisse, mit Modellen und Prozessoren, die es unterstützen: Stattdessen wurde {precision} verwendet.</translation>
  </message>
  <message>
   <source>int8 failed, so the picture was continued in fp32.</source>
   <translation>int8 ist fehlgeschlagen, daher ging es in fp32 weiter.</translation>
  </message>
  <message>
   <source>Memory ran out, so the picture was continued in smaller strips.</source>
   <translation>Der Speicher reichte nicht, daher ging es in kleineren Streifen weiter.</translation>
  </message>
  <message>
   <source>The device {device} failed, so the picture was continued on the CPU.</source>
   <translation>Das Gerät {device} ist ausgefallen, daher ging es auf der CPU weiter.</translation>
  </message>
  <message>
   <source>The graphics card {name} failed ({reason}), so the picture was continued on the CPU.</source>
   <translation>Die Grafikkarte {name} ist ausgefallen ({reason}), daher ging es auf der CPU weiter.</translation>
  </message>
  <message>
   <source>The graphics card {name} cannot be used ({reason}), so the CPU was used instead.</source>
   <translation>Die Grafikkarte {name} ist nicht nutzbar ({reason}), daher wurde die CPU verwendet.</translation>
  </message>
  <message>
   <source>Through Vulkan, graphics cards can only run the app's own models, so the CPU was used instead.</source>
   <translation>Über Vulkan laufen auf Grafikkarten nur die eigenen Modelle der App, daher wurde die CPU verwendet.</translation>
  </message>
  <message>
   <source>its driver crashed</source>
   <translation>ihr Treiber ist abgestürzt</translation>
  </message>
  <message>
   <source>its driver did not answer</source>
   <translation>ihr Treiber antwortet nicht</translation>
  </message>
  <message>
   <source>its result was wrong</source>
   <translation>ihr Ergebnis war falsch</translation>
  </message>
  <message>
   <source>the app ended while testing it</source>
   <translation>die App wurde beim Ausprobieren beendet</translation>
  </message>
  <message>
   <source>only files of these kinds can be models: {kinds}</source>
   <translation>nur Dateien dieser Arten können Modelle sein: {kinds}</translation>
  </message>
  <message>
   <source>it took longer than {seconds} seconds to read</source>
   <translation>das Lesen dauerte länger als {seconds} Sekunden</translation>
  </message>
  <message>
   <source>the process that read it crashed</source>
   <translation>der Prozess, der sie gelesen hat, ist abgestürzt</translation>
  </message>
  <message>
   <source>it needs more memory than is available</source>
   <translation>sie braucht mehr Arbeitsspeicher, als vorhanden ist</translation>
  </message>
  <message>
   <source>it is larger than {megabytes} MB</source>
   <translation>sie ist größer als {megabytes} MB</translation>
  </message>
  <message>
   <source>it has more than {most} tensors or layers</source>
   <translation>sie hat mehr als {most} Tensoren oder Schichten</translation>
  </message>
  <message>
   <source>it has more than {millions} million parameters</source>
   <translation>sie hat mehr als {millions} Millionen Parameter</translation>
  </message>
  <message>
   <source>its scale or its layers are too large</source>
   <translation>ihr Maßstab oder ihre Schichten sind zu groß</translation>
  </message>
  <message>
   <source>it is not in {kind} format, or it is damaged</source>
   <translation>sie hat nicht das Format von {kind} oder ist beschädigt</translation>
  </message>
  <message>
   <source>{name} is only a Git LFS pointer: the weights themselves were not downloaded</source>
   <translation>{name} ist nur ein Verweis von Git LFS: Die Gewichte selbst wurden nicht heruntergeladen</translation>
  </message>
  <message>
   <source>a model for ncnn consists of two files, and {name} is missing</source>
   <translation>ein Modell für ncnn besteht aus zwei Dateien, und {name} fehlt</translation>
  </message>
  <message>
   <source>it contains more than weights ({name}), so it was not opened</source>
   <translation>sie enthält mehr als Gewichte ({name}) und wird daher nicht geöffnet</translation>
  </message>
  <message>
   <source>it contains no named weights</source>
   <translation>sie enthält keine benannten Gewichte</translation>
  </message>
  <message>
   <source>its weights do not fit its layers</source>
   <translation>ihre Gewichte passen nicht zu ihren Schichten</translation>
  </message>
  <message>
   <source>its weights match no known kind of network</source>
   <translation>ihre Gewichte gehören zu keiner bekannten Art von Netz</translation>
  </message>
  <message>
   <source>its weights match no known kind of network; the Python package spandrel supports more</source>
   <translation>ihre Gewichte gehören zu keiner bekannten Art von Netz; das Python-Paket spandrel kennt weitere</translation>
  </message>
  <message>
   <source>it needs the Python package spandrel, which is not installed</source>
   <translation>sie braucht das Python-Paket spandrel, das nicht installiert ist</translation>
  </message>
  <message>
   <source>its network is not made for enlarging pictures ({purpose})</source>
   <translation>ihr Netz ist nicht zum Vergrößern von Bildern gemacht ({purpose})</translation>
  </message>
  <message>
   <source>every pixel of its result depends on the whole picture, so it cannot run in parts</source>
   <translation>jedes Pixel ihres Ergebnisses hängt vom ganzen Bild ab, sodass es nicht in Teilen berechnet werden kann</translation>
  </message>
  <message>
   <source>its input has {channels} channels, not the 3 of RGB</source>
   <translation>ihre Eingabe hat {channels} Kanäle statt der 3 von RGB</translation>
  </message>
  <message>
   <source>its layers do not fit each other</source>
   <translation>ihre Schichten passen nicht zueinander</translation>
  </message>
  <message>
   <source>its layer {layer} needs the whole picture, so it cannot run in parts</source>
   <translation>ihre Schicht {layer} braucht das ganze Bild, sie kann also nicht in Teilen laufen</translation>
  </message>
  <message>
   <source>its layer {layer} is not supported</source>
   <translation>ihre Schicht {layer} wird nicht unterstützt</translation>
  </message>
  <message>
   <source>one of its layers is of a kind that is not supported ({detail})</source>
   <translation>eine ihrer Schichten ist von einer Art, die nicht unterstützt wird ({detail})</translation>
  </message>
  <message>
   <source>the sides of its result are not multiples of the sides of its input</source>
   <translation>ihr Ergebnis ist kein Bild, dessen Seiten Vielfache der Seiten der Eingabe sind</translation>
  </message>
  <message>
   <source>its result does not look like the picture, as the file does not say which range of values the network was trained with; its ncnn version (.param with .bin) does</source>
   <translation>ihr Ergebnis sieht nicht wie das Bild aus, da die Datei nicht sagt, mit welchem Wertebereich das Netz trainiert wurde; die Version für ncnn (.param mit .bin) sagt es</translation>
  </message>
  <message>
   <source>There was not enough memory or disk space at first, so the picture was tried again on its own.</source>
   <translation>Arbeitsspeicher oder Speicherplatz reichten zuerst nicht, daher wurde das Bild noch einmal einzeln versucht.</translation>
  </message>
  <message>
   <source>Another run is also writing to {folder}. The two do not touch each other's files.</source>
   <translation>Ein anderer Durchlauf schreibt gerade in {folder}. Keiner rührt die Dateien des anderen an.</translation>
  </message>
  <message>
   <source>The journal cannot be written, so an interrupted run cannot be resumed: {reason}.</source>
   <translation>Das Protokoll lässt sich nicht schreiben, daher kann ein unterbrochener Durchlauf nicht fortgesetzt werden: {reason}.</translation>
  </message>
  <message>
   <source>The existing result {path} is damaged and will be replaced.</source>
   <translation>Das vorhandene Ergebnis {path} ist beschädigt und wird ersetzt.</translation>
  </message>
  <message>
   <source>Other runs cannot be detected ({reason}). Do not let two runs write to the same folder.</source>
   <translation>Andere Durchläufe lassen sich nicht erkennen ({reason}). Lassen Sie nie zwei Durchläufe in denselben Ordner schreiben.</translation>
  </message>
  <message>
   <source>JPEG artefacts found · restoring at {denoise} %</source>
   <translation>JPEG-Artefakte erkannt · Restaurierung mit {denoise} %</translation>
  </message>
  <message>
   <source>Noise found · restoring at {denoise} %</source>
   <translation>Rauschen erkannt · Restaurierung mit {denoise} %</translation>
  </message>
  <message>
   <source>Blur found · restoring at {denoise} %</source>
   <translation>Unschärfe erkannt · Restaurierung mit {denoise} %</translation>
  </message>
  <message>
   <source>Drawing or text found · model for drawings</source>
   <translation>Zeichnung oder Text erkannt · Modell für Zeichnungen</translation>
  </message>
  <message>
   <source>Clean · no restoration needed</source>
   <translation>Sauber · keine Restaurierung nötig</translation>
  </message>
  <message>
   <source>{denoised} · detail&#160;{detail}</source>
   <translation>{denoised} · Details&#160;{detail}</translation>
  </message>
  <message>
   <source>“{path}”</source>
   <translation>„{path}“</translation>
  </message>
  <message>
   <source>{some}, {one}</source>
   <translation>{some}, {one}</translation>
  </message>
  <message>
   <source>The folder {wanted} cannot be written to, so results go to {folder}.</source>
   <translation>In den Ordner {wanted} lässt sich nicht schreiben, daher kommen die Ergebnisse nach {folder}.</translation>
  </message>
  <message>
   <source>The results may not all fit in {folder}, which has {free} free; those that fit are saved.</source>
   <translation>Vielleicht passen nicht alle Ergebnisse in {folder} ({free} frei); was passt, wird gespeichert.</translation>
  </message>
  <message>
   <source>Cancelled.</source>
   <translation>Abgebrochen.</translation>
  </message>
  <message>
   <source>Something went wrong inside the app: {reason}.</source>
   <translation>In der App ist etwas schiefgegangen: {reason}.</translation>
  </message>
  <message>
   <source>The app crashed on this picture {times} times, so it was left out: {path}.</source>
   <translation>Die App ist bei diesem Bild {times}-mal abgestürzt, daher wurde es ausgelassen: {path}.</translation>
  </message>
  <message>
   <source>The picture needs {needed_megabytes} MB of memory, but only {free_megabytes} MB are free.</source>
   <translation>Das Bild braucht {needed_megabytes} MB Speicher, aber nur {free_megabytes} MB sind frei.</translation>
  </message>
  <message>
   <source>The cluster cannot do this: {reason}.</source>
   <translation>Der Cluster kann das nicht ausführen: {reason}.</translation>
  </message>
  <message>
   <source>It failed in an earlier run: {told}.</source>
   <translation>Es ist in einem früheren Durchlauf fehlgeschlagen: {told}.</translation>
  </message>
  <message>
   <source>The picture is already larger than this size: it has {width} × {height} pixels.</source>
   <translation>Das Bild ist schon größer als diese Größe: Es hat {width} × {height} Pixel.</translation>
  </message>
  <message>
   <source>The picture is too small for this size. The largest size it can have is {width} × {height} pixels.</source>
   <translation>Das Bild ist zu klein für diese Größe. Es kann höchstens {width} × {height} Pixel groß werden.</translation>
  </message>
  <message>
   <source>This model does not make pictures larger: the result would have {width} × {height} pixels.</source>
   <translation>Dieses Modell vergrößert Bilder nicht: Das Ergebnis hätte {width} × {height} Pixel.</translation>
  </message>
  <message>
   <source>The crop {crop} is not inside the picture, which has {width} × {height} pixels.</source>
   <translation>Der Ausschnitt {crop} liegt nicht im Bild, das {width} × {height} Pixel hat.</translation>
  </message>
  <message>
   <source>The model {model} cannot denoise at {denoise}: the largest strength is {largest}.</source>
   <translation>Das Modell {model} kennt kein Entrauschen der Stärke {denoise}: Die größte ist {largest}.</translation>
  </message>
  <message>
   <source>The model {model} does not denoise.</source>
   <translation>Das Modell {model} entrauscht nicht.</translation>
  </message>
  <message>
   <source>Detail {detail} is outside 0 to {largest}.</source>
   <translation>Details {detail} liegt außerhalb von 0 bis {largest}.</translation>
  </message>
  <message>
   <source>The model {model} has no setting for detail.</source>
   <translation>Das Modell {model} hat keine Einstellung für Details.</translation>
  </message>
  <message>
   <source>“{cells}” is not a cell size in pixels, such as 32x32.</source>
   <translation>„{cells}“ ist keine Zellengröße in Pixeln wie 32x32.</translation>
  </message>
  <message>
   <source>A picture of {width} × {height} pixels cannot be cut into cells of {cells}, or its cells would not have whole pixels at this size.</source>
   <translation>Ein Bild mit {width} × {height} Pixeln lässt sich nicht in Zellen von {cells} teilen, oder die Zellen hätten in dieser Größe keine ganzen Pixel.</translation>
  </message>
  <message>
   <source>The result would replace the original {path}.</source>
   <translation>Das Ergebnis würde das Original {path} ersetzen.</translation>
  </message>
  <message>
   <source>Results of {path} cannot be saved in that folder itself: they would be upscaled the next time.</source>
   <translation>Ergebnisse von {path} können nicht in diesem Ordner selbst gespeichert werden: Beim nächsten Mal würden sie mit hochskaliert.</translation>
  </message>
  <message>
   <source>{path} is the name of one file, but more than one picture was given.</source>
   <translation>{path} ist der Name einer einzigen Datei, aber angegeben wurde mehr als ein Bild.</translation>
  </message>
  <message>
   <source>{path} does not have the extension of a format that can be written ({writable}).</source>
   <translation>{path} hat keine Endung eines Formats, das geschrieben werden kann ({writable}).</translation>
  </message>
  <message>
   <source>The file name “{template}” has an unknown placeholder: {field}. Available: {known}.</source>
   <translation>Der Dateiname „{template}“ hat einen unbekannten Platzhalter: {field}. Verfügbar sind: {known}.</translation>
  </message>
  <message>
   <source>The file name “{template}” is empty.</source>
   <translation>Der Dateiname „{template}“ ist leer.</translation>
  </message>
  <message>
   <source>The file name “{template}” cannot contain folders: / and \ are not allowed.</source>
   <translation>Der Dateiname „{template}“ kann keine Ordner nennen: / und \ sind nicht erlaubt.</translation>
  </message>
  <message>
   <source>There is no file {path}.</source>
   <translation>Es gibt keine Datei {path}.</translation>
  </message>
  <message>
   <source>{path} cannot be read: {reason}.</source>
   <translation>{path} lässt sich nicht lesen: {reason}.</translation>
  </message>
  <message>
   <source>The file {path} is empty.</source>
   <translation>{path} ist eine leere Datei ohne Inhalt.</translation>
  </message>
  <message>
   <source>{path} is not a picture in a format that can be read ({readable}).</source>
   <translation>{path} ist kein Bild in einem lesbaren Format ({readable}).</translation>
  </message>
  <message>
   <source>There is not enough memory to read {path}.</source>
   <translation>Der Arbeitsspeicher reicht nicht, um {path} zu lesen.</translation>
  </message>
  <message>
   <source>{path} is damaged: {reason}.</source>
   <translation>{path} ist beschädigt: {reason}.</translation>
  </message>
  <message>
   <source>{path} was not upscaled: two decoders read different pixels from it.</source>
   <translation>{path} wurde nicht vergrößert: Zwei Decoder lesen verschiedene Pixel daraus.</translation>
  </message>
  <message>
   <source>{path} has a pixel format that is not supported yet ({pixels}).</source>
   <translation>{path} hat eine Art von Pixeln, die noch nicht hochskaliert werden kann ({pixels}).</translation>
  </message>
  <message>
   <source>{path} is too large: {width} × {height} pixels, more than {limit_megapixels} megapixels.</source>
   <translation>{path} ist zu groß: {width} × {height} Pixel, mehr als {limit_megapixels} Megapixel.</translation>
  </message>
  <message>
   <source>The folder {path} cannot be written to: {reason}.</source>
   <translation>In den Ordner {path} lässt sich nicht schreiben: {reason}.</translation>
  </message>
  <message>
   <source>There is not enough free space in {path} for {needed_megabytes} MB of working files.</source>
   <translation>In {path} ist kein Platz für {needed_megabytes} MB Arbeitsdateien.</translation>
  </message>
  <message>
   <source>{path} cannot hold {width} × {height} pixels: they exceed the limit of its format. These formats can: {able}.</source>
   <translation>{path} fasst keine {width} × {height} Pixel: Sie überschreiten die Grenze des Formats. Diese Formate können es: {able}.</translation>
  </message>
  <message>
   <source>{path} could not be written: {reason}.</source>
   <translation>{path} ließ sich nicht schreiben: {reason}.</translation>
  </message>
  <message>
   <source>{path} failed a check and was discarded: {reason}.</source>
   <translation>{path} hat eine Prüfung nicht bestanden und wurde verworfen: {reason}.</translation>
  </message>
  <message>
   <source>There is no model named {model}. Available: {known}.</source>
   <translation>Es gibt kein Modell namens {model}. Verfügbar sind: {known}.</translation>
  </message>
  <message>
   <source>The model {model} cannot be loaded from {path}: {reason}.</source>
   <translation>Das Modell {model} lässt sich nicht aus {path} laden: {reason}.</translation>
  </message>
  <message>
   <source>The weights of the model {model} in {path} are damaged: their checksum is wrong.</source>
   <translation>Die Gewichte des Modells {model} in {path} sind beschädigt: Ihre Prüfsumme stimmt nicht.</translation>
  </message>
  <message>
   <source>The weights of the model {model} do not fit its network: {keys}.</source>
   <translation>Die Gewichte des Modells {model} passen nicht zu seinem Netz: {keys}.</translation>
  </message>
  <message>
   <source>The device {device} is not available here. Available: {available}.</source>
   <translation>Das Gerät {device} ist hier nicht verfügbar. Verfügbar sind: {available}.</translation>
  </message>
  <message>
   <source>The precision {precision} is not available on {device}.</source>
   <translation>Die Genauigkeit {precision} gibt es auf {device} nicht.</translation>
  </message>
  <message>
   <source>The backend {backend} cannot run this model on {device}. Available: {available}.</source>
   <translation>Das Backend {backend} kann dieses Modell auf {device} nicht ausführen. Verfügbar sind: {available}.</translation>
  </message>
  <message>
   <source>The network failed on {device}: {reason}.</source>
   <translation>Das Netz ist auf {device} gescheitert: {reason}.</translation>
  </message>
  <message>
   <source>something went wrong</source>
   <translation>etwas ist schiefgegangen</translation>
  </message>
  <message>
   <source>the app crashed on it</source>
   <translation>die App ist daran abgestürzt</translation>
  </message>
  <message>
   <source>not enough memory</source>
   <translation>zu wenig Arbeitsspeicher</translation>
  </message>
  <message>
   <source>the options are not valid</source>
   <translation>die Optionen sind ungültig</translation>
  </message>
  <message>
   <source>it is already larger</source>
   <translation>es ist schon größer</translation>
  </message>
  <message>
   <source>too small for this size</source>
   <translation>zu klein für diese Größe</translation>
  </message>
  <message>
   <source>the model does not enlarge</source>
   <translation>das Modell vergrößert nicht</translation>
  </message>
  <message>
   <source>the cells do not fit</source>
   <translation>die Zellen passen nicht</translation>
  </message>
  <message>
   <source>the crop is not inside the picture</source>
   <translation>der Ausschnitt liegt nicht im Bild</translation>
  </message>
  <message>
   <source>it would replace the original</source>
   <translation>es würde das Original ersetzen</translation>
  </message>
  <message>
   <source>the file cannot be read</source>
   <translation>die Datei kann nicht gelesen werden</translation>
  </message>
  <message>
   <source>the file is gone</source>
   <translation>die Datei ist nicht mehr da</translation>
  </message>
  <message>
   <source>the file is empty</source>
   <translation>die Datei ist leer</translation>
  </message>
  <message>
   <source>not a picture</source>
   <translation>kein Bild</translation>
  </message>
  <message>
   <source>the file is damaged</source>
   <translation>die Datei ist beschädigt</translation>
  </message>
  <message>
   <source>decoders disagree on its pixels</source>
   <translation>Decoder sind sich über die Pixel uneinig</translation>
  </message>
  <message>
   <source>this pixel format is not supported</source>
   <translation>diese Art von Pixeln wird nicht unterstützt</translation>
  </message>
  <message>
   <source>the picture is too large</source>
   <translation>das Bild ist zu groß</translation>
  </message>
  <message>
   <source>the result could not be written</source>
   <translation>das Ergebnis konnte nicht geschrieben werden</translation>
  </message>
  <message>
   <source>the folder cannot be written to</source>
   <translation>in den Ordner kann nicht geschrieben werden</translation>
  </message>
  <message>
   <source>not enough free space on the disk</source>
   <translation>zu wenig freier Platz auf dem Datenträger</translation>
  </message>
  <message>
   <source>too large for the format</source>
   <translation>zu groß für das Format</translation>
  </message>
  <message>
   <source>the result failed a check</source>
   <translation>das Ergebnis hat eine Prüfung nicht bestanden</translation>
  </message>
  <message>
   <source>the model cannot be loaded</source>
   <translation>das Modell kann nicht geladen werden</translation>
  </message>
  <message>
   <source>the device is not available</source>
   <translation>das Gerät ist nicht verfügbar</translation>
  </message>
  <message>
   <source>the network failed</source>
   <translation>das Netz hat versagt</translation>
  </message>
  <message>
   <source>Try again.</source>
   <translation>Erneut versuchen.</translation>
  </message>
  <message>
   <source>Try again. If it happens again, please report it with the details.</source>
   <translation>Erneut versuchen. Wenn es wieder passiert, bitte mit den Details melden.</translation>
  </message>
  <message>
   <source>Close other programs or choose a smaller size, then try again.</source>
   <translation>Andere Programme schließen oder eine kleinere Größe wählen, dann erneut versuchen.</translation>
  </message>
  <message>
   <source>Change the options, then try again.</source>
   <translation>Ändern Sie die Optionen und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>Choose another size.</source>
   <translation>Eine andere Größe wählen.</translation>
  </message>
  <message>
   <source>Choose another model.</source>
   <translation>Ein anderes Modell wählen.</translation>
  </message>
  <message>
   <source>Crop it again, or use the whole picture.</source>
   <translation>Schneiden Sie es neu zu oder verwenden Sie das ganze Bild.</translation>
  </message>
  <message>
   <source>It may have been moved or deleted. Add it again from where it is now.</source>
   <translation>Sie wurde vielleicht verschoben oder gelöscht. Von ihrem jetzigen Ort erneut hinzufügen.</translation>
  </message>
  <message>
   <source>Check that you have permission to read the file and that no other program has it open.</source>
   <translation>Prüfen, ob die Berechtigung zum Lesen der Datei besteht und ob ein anderes Programm sie geöffnet hat.</translation>
  </message>
  <message>
   <source>A copy or download may have failed. Get it again from where it came from.</source>
   <translation>Vielleicht ist ein Kopieren oder Herunterladen fehlgeschlagen. Noch einmal von dort holen, woher sie kam.</translation>
  </message>
  <message>
   <source>Open it in the program it comes from and save it as PNG or JPEG.</source>
   <translation>Im Programm öffnen, aus dem sie kommt, und als PNG oder JPEG speichern.</translation>
  </message>
  <message>
   <source>Close other programs, then try again.</source>
   <translation>Andere Programme schließen, dann erneut versuchen.</translation>
  </message>
  <message>
   <source>This copy of the file is incomplete. Get it again from where it came from, or choose “Upscale what can be read” under “More options”.</source>
   <translation>Diese Kopie der Datei ist nicht vollständig. Noch einmal von dort holen, woher sie kam, oder unter „Weitere Optionen“ „Lesbares hochskalieren“ wählen.</translation>
  </message>
  <message>
   <source>This copy of the file is incomplete. Get it again from where it came from.</source>
   <translation>Diese Kopie der Datei ist nicht vollständig. Noch einmal von dort holen, woher sie kam.</translation>
  </message>
  <message>
   <source>Open it in the program it comes from and save it as PNG.</source>
   <translation>Öffnen Sie sie in dem Programm, aus dem sie stammt, und speichern Sie sie als PNG.</translation>
  </message>
  <message>
   <source>Use another program to save it as PNG or TIFF with 8 or 16 bits per channel.</source>
   <translation>In einem anderen Programm als PNG oder TIFF mit 8 oder 16 Bit pro Kanal speichern.</translation>
  </message>
  <message>
   <source>Cut it into parts or make it smaller first.</source>
   <translation>Vorher in Teile schneiden oder verkleinern.</translation>
  </message>
  <message>
   <source>Choose another folder for the results.</source>
   <translation>Einen anderen Ordner für die Ergebnisse wählen.</translation>
  </message>
  <message>
   <source>Free some space on that disk, then try again.</source>
   <translation>Auf diesem Datenträger Platz schaffen, dann erneut versuchen.</translation>
  </message>
  <message>
   <source>Choose one of these formats, or a smaller size.</source>
   <translation>Eines dieser Formate oder eine kleinere Größe wählen.</translation>
  </message>
  <message>
   <source>The disk may be full or disconnected. Check it, or choose another folder for the results.</source>
   <translation>Der Datenträger ist vielleicht voll oder nicht mehr verbunden. Ihn prüfen oder einen anderen Ordner für die Ergebnisse wählen.</translation>
  </message>
  <message>
   <source>Try again. If it happens again, the disk or the memory may be faulty.</source>
   <translation>Erneut versuchen. Wenn es wieder passiert, ist vielleicht der Datenträger oder der Speicher defekt.</translation>
  </message>
  <message>
   <source>The app is damaged. Install it again.</source>
   <translation>Die App ist beschädigt. Bitte neu installieren.</translation>
  </message>
  <message>
   <source>Choose another model, or add this one again.</source>
   <translation>Wählen Sie ein anderes Modell oder fügen Sie dieses erneut hinzu.</translation>
  </message>
  <message>
   <source>Choose the automatic device, then try again.</source>
   <translation>Das automatische Gerät wählen, dann erneut versuchen.</translation>
  </message>
  <message>
   <source>the connection to the scheduler is lost</source>
   <translation>die Verbindung zum Scheduler ist verloren</translation>
  </message>
  <message>
   <source>its processes ended and were not restarted</source>
   <translation>seine Prozesse wurden beendet und nicht neu gestartet</translation>
  </message>
  <message>
   <source>another program has created a file of this name in the meantime</source>
   <translation>ein anderes Programm hat inzwischen eine Datei dieses Namens angelegt</translation>
  </message>
  <message>
   <source>the file is cut off</source>
   <translation>die Datei ist abgeschnitten</translation>
  </message>
  <message>
   <source>32 bits or floating point</source>
   <translation>32 Bit oder Gleitkomma</translation>
  </message>
  <message>
   <source>bits of a colour that are not adjacent</source>
   <translation>Bits einer Farbe, die nicht nebeneinander liegen</translation>
  </message>
  <message>
   <source>its header is invalid</source>
   <translation>der Dateikopf ist ungültig</translation>
  </message>
  <message>
   <source>the written file cannot be read, or has the wrong size</source>
   <translation>die geschriebene Datei lässt sich nicht lesen oder hat die falsche Größe</translation>
  </message>
  <message>
   <source>the written file has different pixels</source>
   <translation>die geschriebene Datei hat andere Pixel</translation>
  </message>
  <message>
   <source>colours multiplied by alpha</source>
   <translation>mit Alpha multiplizierte Farben</translation>
  </message>
  <message>
   <source>channels in an unusual order</source>
   <translation>Kanäle in ungewöhnlicher Reihenfolge</translation>
  </message>
  <message>
   <source>a palette of colours other than RGB and gray</source>
   <translation>eine Palette mit anderen Farben als RGB und Grau</translation>
  </message>
  <message>
   <source>CgBI, the PNG of iOS apps</source>
   <translation>CgBI, das PNG von iOS-Apps</translation>
  </message>
  <message>
   <source>the written file has the wrong number of pictures</source>
   <translation>die geschriebene Datei hat die falsche Zahl von Bildern</translation>
  </message>
  <message>
   <source>the written file cannot be read</source>
   <translation>die geschriebene Datei lässt sich nicht lesen</translation>
  </message>
  <message>
   <source>it is not a file</source>
   <translation>es ist keine Datei</translation>
  </message>
  <message>
   <source>the encoder or the disk reported an error</source>
   <translation>der Encoder oder der Datenträger meldet einen Fehler</translation>
  </message>
  <message>
   <source>the result does not match the original</source>
   <translation>das Ergebnis passt nicht zum Original</translation>
  </message>
 </context>
</TS>
