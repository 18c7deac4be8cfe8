<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
 <context>
  <name>modes</name>
  <message>
   <source>Side by side</source>
   <translation>Lado a lado</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>Dividir</translation>
  </message>
  <message>
   <source>Flicker</source>
   <translation>Alternar</translation>
  </message>
  <message>
   <source>What was added</source>
   <translation>Lo añadido</translation>
  </message>
  <message>
   <source>Variants</source>
   <translation>Variantes</translation>
  </message>
  <message>
   <source>Original and result side by side, or one above the other if that shows more</source>
   <translation>Original y resultado uno al lado del otro, o uno encima del otro si así se ve más</translation>
  </message>
  <message>
   <source>One picture; drag the line between original and result</source>
   <translation>Una sola imagen; arrastrar la línea entre el original y el resultado</translation>
  </message>
  <message>
   <source>Original and result alternate; hold Space or the right mouse button to see the original</source>
   <translation>Original y resultado por turnos; mantenga la barra espaciadora o el botón derecho para ver el original</translation>
  </message>
  <message>
   <source>What the network added to the enlarged original</source>
   <translation>Lo que la red neuronal añadió al original agrandado</translation>
  </message>
  <message>
   <source>The part in view with different settings; use the one you like best</source>
   <translation>La parte visible con distintos ajustes; use el que más le guste</translation>
  </message>
  <message>
   <source>How to compare</source>
   <translation>Modo de comparación</translation>
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
   <translation>Ajustar</translation>
  </message>
  <message>
   <source>The whole picture (F)</source>
   <translation>La imagen completa (F)</translation>
  </message>
  <message>
   <source>Zoom relative to the pixels of the result</source>
   <translation>Zoom respecto a los píxeles del resultado</translation>
  </message>
  <message>
   <source>One pixel of the result per pixel of the screen (Z)</source>
   <translation>Un píxel del resultado en un píxel de la pantalla (Z)</translation>
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
   <translation>Ajustar</translation>
  </message>
  <message>
   <source>100 %</source>
   <translation>100 %</translation>
  </message>
  <message>
   <source>Zoom in</source>
   <translation>Acercar</translation>
  </message>
  <message>
   <source>Zoom out</source>
   <translation>Alejar</translation>
  </message>
  <message>
   <source>Magnifier</source>
   <translation>Lupa</translation>
  </message>
 </context>
 <context>
  <name>CropArea</name>
  <message>
   <source>The part to upscale</source>
   <translation>La parte que se amplía</translation>
  </message>
 </context>
 <context>
  <name>CropDialog</name>
  <message>
   <source>Crop</source>
   <translation>Recortar</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>Abriendo…</translation>
  </message>
  <message>
   <source>Aspect ratio</source>
   <translation>Relación de aspecto</translation>
  </message>
  <message>
   <source>Any ratio</source>
   <translation>Cualquier proporción</translation>
  </message>
  <message>
   <source>Same as the original</source>
   <translation>Como el original</translation>
  </message>
  <message>
   <source>Rotate</source>
   <translation>Girar</translation>
  </message>
  <message>
   <source>Swap width and height</source>
   <translation>Intercambiar anchura y altura</translation>
  </message>
  <message>
   <source>Left</source>
   <translation>Izquierda</translation>
  </message>
  <message>
   <source>Top</source>
   <translation>Arriba</translation>
  </message>
  <message>
   <source>Width</source>
   <translation>Anchura</translation>
  </message>
  <message>
   <source>Height</source>
   <translation>Altura</translation>
  </message>
  <message>
   <source>Whole picture</source>
   <translation>Imagen completa</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Cancelar</translation>
  </message>
  <message>
   <source>{size} px of {whole}</source>
   <translation>{size} px de {whole}</translation>
  </message>
  <message>
   <source>This part is not inside the picture.</source>
   <translation>Esta parte no está dentro de la imagen.</translation>
  </message>
 </context>
 <context>
  <name>ExportDialog</name>
  <message>
   <source>Save the comparison</source>
   <translation>Guardar la comparación</translation>
  </message>
  <message>
   <source>Arrangement</source>
   <translation>Disposición</translation>
  </message>
  <message>
   <source>Side by side</source>
   <translation>Lado a lado</translation>
  </message>
  <message>
   <source>One above the other</source>
   <translation>Uno sobre otro</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>Dividir</translation>
  </message>
  <message>
   <source>Part</source>
   <translation>Parte</translation>
  </message>
  <message>
   <source>Whole picture</source>
   <translation>Imagen completa</translation>
  </message>
  <message>
   <source>Part in view</source>
   <translation>Parte visible</translation>
  </message>
  <message>
   <source>With labels</source>
   <translation>Con etiquetas</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Copiar</translation>
  </message>
  <message>
   <source>Save…</source>
   <translation>Guardar…</translation>
  </message>
  <message>
   <source>The comparison as it will be saved</source>
   <translation>La comparación tal como se guardará</translation>
  </message>
  <message>
   <source>{width} × {height} pixels</source>
   <translation>{width} × {height} píxeles</translation>
  </message>
  <message>
   <source>Copied.</source>
   <translation>Copiado.</translation>
  </message>
  <message>
   <source>comparison</source>
   <translation>comparación</translation>
  </message>
  <message>
   <source>Saved as {path}</source>
   <translation>Guardado como {path}</translation>
  </message>
 </context>
 <context>
  <name>Navigator</name>
  <message>
   <source>Navigator</source>
   <translation>Navegador</translation>
  </message>
  <message>
   <source>The whole picture; click or drag to move the part in view</source>
   <translation>La imagen completa; haga clic o arrastre para mover la parte visible</translation>
  </message>
 </context>
 <context>
  <name>Presenter</name>
  <message>
   <source>Opening…</source>
   <translation>Abriendo…</translation>
  </message>
  <message>
   <source>Upscaling {scale} · {size}</source>
   <translation>Ampliando {scale} · {size}</translation>
  </message>
  <message>
   <source>No preview: {reason}</source>
   <translation>Sin vista previa: {reason}</translation>
  </message>
  <message>
   <source>Preview…</source>
   <translation>Vista previa…</translation>
  </message>
  <message>
   <source>New settings in the frame · {scale}</source>
   <translation>Ajustes nuevos en el recuadro · {scale}</translation>
  </message>
  <message>
   <source>New settings {scale} · {size}</source>
   <translation>Ajustes nuevos {scale} · {size}</translation>
  </message>
  <message>
   <source>Preview in the frame · {scale}</source>
   <translation>Vista previa en el recuadro · {scale}</translation>
  </message>
  <message>
   <source>Preview {scale} · {size}</source>
   <translation>Vista previa {scale} · {size}</translation>
  </message>
  <message>
   <source>Existing file · {size}</source>
   <translation>Archivo existente · {size}</translation>
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
   <translation>Ampliada {scale} · {size}</translation>
  </message>
  <message>
   <source>Upscaled · {size}</source>
   <translation>Ampliada · {size}</translation>
  </message>
  <message>
   <source>What the network added</source>
   <translation>Lo que añadió la red neuronal</translation>
  </message>
 </context>
 <context>
  <name>TakeButtons</name>
  <message>
   <source>Use</source>
   <translation>Usar</translation>
  </message>
  <message>
   <source>In use</source>
   <translation>En uso</translation>
  </message>
  <message>
   <source>Use {settings}</source>
   <translation>Usar {settings}</translation>
  </message>
 </context>
 <context>
  <name>ViewTools</name>
  <message>
   <source>Comparison tools</source>
   <translation>Herramientas de comparación</translation>
  </message>
  <message>
   <source>Original shown as:</source>
   <translation>Original como:</translation>
  </message>
  <message>
   <source>Magnifier under the pointer (M)</source>
   <translation>Lupa bajo el puntero (M)</translation>
  </message>
  <message>
   <source>Crop the picture (Ctrl+K)</source>
   <translation>Recortar la imagen (Ctrl+K)</translation>
  </message>
  <message>
   <source>Save or copy the comparison (Ctrl+Shift+S)</source>
   <translation>Guardar o copiar la comparación (Ctrl+Mayús+S)</translation>
  </message>
  <message>
   <source>Full screen (F11)</source>
   <translation>Pantalla completa (F11)</translation>
  </message>
  <message>
   <source>How much the difference is amplified</source>
   <translation>Cuánto se amplifica la diferencia</translation>
  </message>
  <message>
   <source>Pixels</source>
   <translation>Píxeles</translation>
  </message>
  <message>
   <source>The original as it is: every pixel is a square (nearest)</source>
   <translation>El original tal cual: cada píxel es un cuadrado (nearest)</translation>
  </message>
  <message>
   <source>Smooth</source>
   <translation>Suavizado</translation>
  </message>
  <message>
   <source>The original enlarged smoothly, without the network (bicubic)</source>
   <translation>El original ampliado con suavidad, sin la red (bicubic)</translation>
  </message>
  <message>
   <source>Original shown as: {kind}</source>
   <translation>Original como: {kind}</translation>
  </message>
  <message>
   <source>Detail</source>
   <translation>Detalle</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>Intensidad</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modelo</translation>
  </message>
  <message>
   <source>Variants: {kind}</source>
   <translation>Variantes: {kind}</translation>
  </message>
  <message>
   <source>Difference amplified {gain}</source>
   <translation>Diferencia amplificada {gain}</translation>
  </message>
 </context>
 <context>
  <name>variants</name>
  <message>
   <source>Faithful</source>
   <translation>Fiel</translation>
  </message>
  <message>
   <source>Natural</source>
   <translation>Natural</translation>
  </message>
  <message>
   <source>Crisp</source>
   <translation>Nítido</translation>
  </message>
  <message>
   <source>Detail {value}</source>
   <translation>Detalle {value}</translation>
  </message>
  <message>
   <source>Strength {value}</source>
   <translation>Intensidad {value}</translation>
  </message>
 </context>
 <context>
  <name>ComparisonView</name>
  <message>
   <source>Comparison</source>
   <translation>Comparación</translation>
  </message>
 </context>
 <context>
  <name>CompareWindow</name>
  <message>
   <source>Comparison</source>
   <translation>Comparación</translation>
  </message>
 </context>
 <context>
  <name>AboutDialog</name>
  <message>
   <source>About Upscaler</source>
   <translation>Acerca de Upscaler</translation>
  </message>
  <message>
   <source>Upscaler {version}</source>
   <translation>Upscaler {version}</translation>
  </message>
  <message>
   <source>Upscales pictures on this computer: no picture is sent anywhere.</source>
   <translation>Amplía imágenes en este equipo: no se envía ninguna imagen a ninguna parte.</translation>
  </message>
  <message>
   <source>Free software under the MIT licence.</source>
   <translation>Software libre con licencia MIT.</translation>
  </message>
  <message>
   <source>What is new, and the included components with their licences:</source>
   <translation>Las novedades y los componentes incluidos con sus licencias:</translation>
  </message>
  <message>
   <source>Components</source>
   <translation>Componentes</translation>
  </message>
  <message>
   <source>Licence text</source>
   <translation>Texto de la licencia</translation>
  </message>
  <message>
   <source>What is new</source>
   <translation>Novedades</translation>
  </message>
  <message>
   <source>This component comes without a licence text.</source>
   <translation>Este componente no incluye el texto de su licencia.</translation>
  </message>
 </context>
 <context>
  <name>questions</name>
  <message>
   <source>Stop the run?</source>
   <translation>¿Detener el proceso?</translation>
  </message>
  <message>
   <source>The progress on {name} will be lost. Unfinished pictures stay in the queue.</source>
   <translation>Se perderá el progreso de {name}. Las imágenes sin terminar siguen en la cola.</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Detener</translation>
  </message>
  <message>
   <source>Keep upscaling</source>
   <translation>Seguir ampliando</translation>
  </message>
  <message>
   <source>Cancel this picture?</source>
   <translation>¿Cancelar esta imagen?</translation>
  </message>
  <message>
   <source>The progress on {name} will be lost.</source>
   <translation>Se perderá el progreso de {name}.</translation>
  </message>
  <message>
   <source>Cancel the picture</source>
   <translation>Cancelar la imagen</translation>
  </message>
  <message>
   <source>{name} is not finished. You can resume it the next time the app starts.</source>
   <translation>{name} aún no está lista. Se podrá reanudar la próxima vez que se inicie la aplicación.</translation>
  </message>
  <message>
   <source>{pictures} are not finished. You can resume them the next time the app starts.</source>
   <translation>{pictures} aún no están listas. Se podrán reanudar la próxima vez que se inicie la aplicación.</translation>
  </message>
  <message>
   <source>Close while upscaling?</source>
   <translation>¿Cerrar durante la ampliación?</translation>
  </message>
  <message>
   <source>Stop and close</source>
   <translation>Detener y cerrar</translation>
  </message>
  <message>
   <source>Resume the last run?</source>
   <translation>¿Reanudar el último proceso?</translation>
  </message>
  <message>
   <source>{left} of {pictures} are not finished yet. Finished results are kept.</source>
   <translation>{left} de {pictures} aún no están terminadas. Los resultados terminados se conservan.</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Reanudar</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>Descartar</translation>
  </message>
 </context>
 <context>
  <name>FailuresDialog</name>
  <message>
   <source>{pictures} failed</source>
   <translation>{pictures} con error</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>Imagen</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>Motivo</translation>
  </message>
  <message>
   <source>Pictures that failed</source>
   <translation>Imágenes que fallaron</translation>
  </message>
  <message>
   <source>Try all again</source>
   <translation>Reintentar todas</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportar…</translation>
  </message>
  <message>
   <source>Save this list as a CSV or JSON file</source>
   <translation>Guardar esta lista como archivo CSV o JSON</translation>
  </message>
  <message>
   <source>The list cannot be saved: {reason}.</source>
   <translation>No se puede guardar la lista: {reason}.</translation>
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
   <translation>Exportar errores</translation>
  </message>
 </context>
 <context>
  <name>licences</name>
  <message>
   <source>Model: {name}</source>
   <translation>Modelo: {name}</translation>
  </message>
 </context>
 <context>
  <name>LogDialog</name>
  <message>
   <source>Log</source>
   <translation>Registro</translation>
  </message>
  <message>
   <source>Copy diagnostics</source>
   <translation>Copiar diagnóstico</translation>
  </message>
  <message>
   <source>Versions, the log and the last crash, ready to paste into a report</source>
   <translation>Versiones, registro y último cierre inesperado, para pegar en un informe</translation>
  </message>
  <message>
   <source>Copied. The text contains names of files and folders, so check it before you send it.</source>
   <translation>Copiado. El texto contiene nombres de archivos y carpetas: conviene revisarlo antes de enviarlo.</translation>
  </message>
 </context>
 <context>
  <name>NewVersions</name>
  <message>
   <source>Tell me about new versions</source>
   <translation>Avisar de las versiones nuevas</translation>
  </message>
  <message>
   <source>Asks {host} at most once a day. Like any website, it sees your IP address; nothing else about you or your pictures is sent, and nothing is downloaded.</source>
   <translation>Consulta {host} una vez al día como máximo. Como cualquier sitio web, este ve la dirección IP; no se envía nada más sobre el usuario ni sus imágenes, y no se descarga nada.</translation>
  </message>
  <message>
   <source>Check now</source>
   <translation>Comprobar ahora</translation>
  </message>
  <message>
   <source>See what is new</source>
   <translation>Ver las novedades</translation>
  </message>
  <message>
   <source>Checking…</source>
   <translation>Comprobando…</translation>
  </message>
  <message>
   <source>Upscaler {version} is available.</source>
   <translation>Upscaler {version} está disponible.</translation>
  </message>
  <message>
   <source>This is the newest version, {version}.</source>
   <translation>Esta es la versión más reciente, {version}.</translation>
  </message>
  <message>
   <source>No answer from {host}. Try again later.</source>
   <translation>{host} no responde. Inténtelo más tarde.</translation>
  </message>
 </context>
 <context>
  <name>SettingsDialog</name>
  <message>
   <source>Settings</source>
   <translation>Ajustes</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>Apariencia</translation>
  </message>
  <message>
   <source>Same as the system</source>
   <translation>Como el sistema</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Claro</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Oscuro</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Idioma</translation>
  </message>
  <message>
   <source>Notify me when all pictures are done</source>
   <translation>Avisar cuando terminen todas las imágenes</translation>
  </message>
  <message>
   <source>Only while the window is in the background.</source>
   <translation>Solo mientras la ventana esté en segundo plano.</translation>
  </message>
  <message>
   <source>Keep the computer awake</source>
   <translation>Mantener el equipo activo</translation>
  </message>
  <message>
   <source>Only while pictures are being upscaled; the screen may go dark.</source>
   <translation>Solo mientras se amplían imágenes; la pantalla puede apagarse.</translation>
  </message>
  <message>
   <source>While upscaling</source>
   <translation>Durante la ampliación</translation>
  </message>
  <message>
   <source>Working files</source>
   <translation>Archivos de trabajo</translation>
  </message>
  <message>
   <source>Your cache folder</source>
   <translation>Carpeta de caché personal</translation>
  </message>
  <message>
   <source>Choose a folder…</source>
   <translation>Elegir una carpeta…</translation>
  </message>
  <message>
   <source>Folder for working files</source>
   <translation>Carpeta para archivos de trabajo</translation>
  </message>
  <message>
   <source>Very large results are assembled there; choose a disk with plenty of free space.</source>
   <translation>Ahí se componen los resultados muy grandes; conviene elegir un disco con mucho espacio libre.</translation>
  </message>
  <message>
   <source>New versions</source>
   <translation>Versiones nuevas</translation>
  </message>
  <message>
   <source>Takes effect the next time the app starts.</source>
   <translation>Se aplica la próxima vez que se inicie la aplicación.</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsDialog</name>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Atajos de teclado</translation>
  </message>
  <message>
   <source>Everywhere</source>
   <translation>En toda la ventana</translation>
  </message>
  <message>
   <source>Selected pictures</source>
   <translation>Imágenes seleccionadas</translation>
  </message>
  <message>
   <source>Comparison</source>
   <translation>Comparación</translation>
  </message>
  <message>
   <source>Shortcuts outside “Everywhere” work while the queue or the comparison has the focus.</source>
   <translation>Los atajos fuera de «En toda la ventana» funcionan mientras la cola o la comparación tienen el foco.</translation>
  </message>
  <message>
   <source>Show the original</source>
   <translation>Mostrar el original</translation>
  </message>
  <message>
   <source>Hold the space bar</source>
   <translation>Barra espaciadora pulsada</translation>
  </message>
  <message>
   <source>Next or previous picture</source>
   <translation>Imagen siguiente o anterior</translation>
  </message>
  <message>
   <source>Arrow keys</source>
   <translation>Teclas de flecha</translation>
  </message>
  <message>
   <source>Move the picture</source>
   <translation>Mover la imagen</translation>
  </message>
  <message>
   <source>Shift+arrow keys, or drag</source>
   <translation>Mayúsculas+flechas o arrastrar</translation>
  </message>
  <message>
   <source>Zoom at the pointer</source>
   <translation>Zoom en el puntero</translation>
  </message>
  <message>
   <source>Mouse wheel</source>
   <translation>Rueda del ratón</translation>
  </message>
  <message>
   <source>Whole picture, or 100&#8239;% at the pointer</source>
   <translation>Imagen completa o 100&#8239;% en el puntero</translation>
  </message>
  <message>
   <source>Double-click</source>
   <translation>Doble clic</translation>
  </message>
  <message>
   <source>Show or hide both panels</source>
   <translation>Mostrar u ocultar los dos paneles</translation>
  </message>
  <message>
   <source>Tab, after a click in the picture</source>
   <translation>Tab, tras hacer clic en la imagen</translation>
  </message>
 </context>
 <context>
  <name>DropArea</name>
  <message>
   <source>Drop pictures or folders here</source>
   <translation>Soltar aquí imágenes o carpetas</translation>
  </message>
  <message>
   <source>Choose pictures…</source>
   <translation>Elegir imágenes…</translation>
  </message>
  <message>
   <source>Try it with a sample picture</source>
   <translation>Probar con una imagen de ejemplo</translation>
  </message>
  <message>
   <source>Its copy and the result are saved in {place}</source>
   <translation>Su copia y el resultado se guardan en {place}</translation>
  </message>
  <message>
   <source>A picture pasted with {keys} is saved in {place}</source>
   <translation>Las imágenes pegadas con {keys} se guardan en {place}</translation>
  </message>
  <message>
   <source>or choose them</source>
   <translation>o elegirlas</translation>
  </message>
 </context>
 <context>
  <name>DropOverlay</name>
  <message>
   <source>Drop to add to the queue</source>
   <translation>Soltar para añadir a la cola</translation>
  </message>
 </context>
 <context>
  <name>Example</name>
  <message>
   <source>An example: a picture before and after</source>
   <translation>Un ejemplo: una imagen antes y después</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>Antes</translation>
  </message>
  <message>
   <source>After: 4 times larger</source>
   <translation>Después: 4 veces más grande</translation>
  </message>
 </context>
 <context>
  <name>FileOpener</name>
  <message>
   <source>This is only the address of a picture, and this app does not download anything. Copy the picture itself in the browser and paste it here, or save it and open the file.</source>
   <translation>Solo llegó la dirección de una imagen, y esta aplicación no descarga nada. Hay que copiar en el navegador la imagen misma y pegarla aquí, o guardarla y abrir el archivo.</translation>
  </message>
  <message>
   <source>No picture was found in what you pasted.</source>
   <translation>No se encontró ninguna imagen en lo pegado.</translation>
  </message>
  <message>
   <source>Open pictures</source>
   <translation>Abrir imágenes</translation>
  </message>
  <message>
   <source>Pictures ({kinds})</source>
   <translation>Imágenes ({kinds})</translation>
  </message>
  <message>
   <source>Open a folder</source>
   <translation>Abrir una carpeta</translation>
  </message>
  <message>
   <source>Paste a picture; it is saved in {place}</source>
   <translation>Pegar una imagen; se guarda en {place}</translation>
  </message>
  <message>
   <source>Recent</source>
   <translation>Recientes</translation>
  </message>
  <message>
   <source>Clear this list</source>
   <translation>Vaciar esta lista</translation>
  </message>
 </context>
 <context>
  <name>RecentList</name>
  <message>
   <source>Recent</source>
   <translation>Recientes</translation>
  </message>
 </context>
 <context>
  <name>_Row</name>
  <message>
   <source>Open {name}</source>
   <translation>Abrir {name}</translation>
  </message>
  <message>
   <source>Remove {name} from this list</source>
   <translation>Quitar {name} de esta lista</translation>
  </message>
  <message>
   <source>Remove from this list</source>
   <translation>Quitar de esta lista</translation>
  </message>
 </context>
 <context>
  <name>Scanner</name>
  <message>
   <source>There are no pictures in this folder.</source>
   <translation>No hay imágenes en esta carpeta.</translation>
  </message>
  <message>
   <source>{name} is not a file but a device, pipe or socket, and was skipped.</source>
   <translation>{name} no es un archivo sino un dispositivo, una tubería o un socket, y se omitió.</translation>
  </message>
  <message numerus="yes">
   <source>%n items are not files but devices, pipes or sockets, and were skipped.</source>
   <translation>
    <numerusform>%n elemento no es un archivo sino un dispositivo, una tubería o un socket, y se omitió.</numerusform>
    <numerusform>%n elementos no son archivos sino dispositivos, tuberías o sockets, y se omitieron.</numerusform>
   </translation>
  </message>
  <message>
   <source>One file is not a picture and was skipped.</source>
   <translation>Un archivo no es una imagen y se omitió.</translation>
  </message>
  <message numerus="yes">
   <source>%n files are not pictures and were skipped.</source>
   <translation>
    <numerusform>%n archivo no es una imagen y se omitió.</numerusform>
    <numerusform>%n archivos no son imágenes y se omitieron.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>presets</name>
  <message>
   <source>Print A4, 300 dpi</source>
   <translation>Impresión A4, 300 ppp</translation>
  </message>
  <message>
   <source>As large as fits on A4 paper at 300 pixels per inch; larger pictures are reduced.</source>
   <translation>Tan grande como quepa en papel A4 a 300 píxeles por pulgada; las imágenes mayores se reducen.</translation>
  </message>
  <message>
   <source>4K wallpaper</source>
   <translation>Fondo de pantalla 4K</translation>
  </message>
  <message>
   <source>3840 pixels on the longest side.</source>
   <translation>3840 píxeles en el lado más largo.</translation>
  </message>
  <message>
   <source>Web, 2000 pixels</source>
   <translation>Web, 2000 píxeles</translation>
  </message>
  <message>
   <source>Small WebP files, 2000 pixels on the longest side, without camera data.</source>
   <translation>Archivos WebP pequeños, 2000 píxeles en el lado más largo, sin datos de la cámara.</translation>
  </message>
  <message>
   <source>Archive</source>
   <translation>Archivo</translation>
  </message>
  <message>
   <source>Lossless TIFF, faithful: nothing is invented, and 16-bit pictures stay 16-bit.</source>
   <translation>TIFF sin pérdida y fiel: no se inventa nada y 16 bits siguen siendo 16 bits.</translation>
  </message>
  <message>
   <source>Old photo</source>
   <translation>Foto antigua</translation>
  </message>
  <message>
   <source>Removes noise, blur and JPEG artefacts, and adds fine detail where it was lost.</source>
   <translation>Elimina ruido, desenfoque y artefactos JPEG y añade los detalles finos perdidos.</translation>
  </message>
  <message>
   <source>Drawing</source>
   <translation>Dibujo</translation>
  </message>
  <message>
   <source>Line art, text and screenshots, with clean edges; lossless PNG.</source>
   <translation>Dibujo lineal, texto y capturas de pantalla, con bordes limpios; PNG sin pérdida.</translation>
  </message>
 </context>
 <context>
  <name>CustomSize</name>
  <message>
   <source>Size as a number</source>
   <translation>Tamaño en cifras</translation>
  </message>
  <message>
   <source>Height of the box</source>
   <translation>Altura del recuadro</translation>
  </message>
  <message>
   <source>Pixels per inch</source>
   <translation>Píxeles por pulgada</translation>
  </message>
  <message>
   <source>Bleed on each side, in mm</source>
   <translation>Sangrado por lado, en mm</translation>
  </message>
  <message>
   <source>What the size measures</source>
   <translation>Qué mide el tamaño</translation>
  </message>
  <message>
   <source>times larger</source>
   <translation>veces mayor</translation>
  </message>
  <message>
   <source>wide</source>
   <translation>de ancho</translation>
  </message>
  <message>
   <source>high</source>
   <translation>de alto</translation>
  </message>
  <message>
   <source>longest side</source>
   <translation>lado más largo</translation>
  </message>
  <message>
   <source>in a box</source>
   <translation>en recuadro</translation>
  </message>
  <message>
   <source>Unit of the size</source>
   <translation>Unidad del tamaño</translation>
  </message>
  <message>
   <source>pixels</source>
   <translation>píxeles</translation>
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
   <translation>pulgadas</translation>
  </message>
  <message>
   <source>Pictures that are already larger</source>
   <translation>Imágenes que ya son más grandes</translation>
  </message>
  <message>
   <source>Reduce them</source>
   <translation>Reducirlas</translation>
  </message>
  <message>
   <source>Copy them as they are</source>
   <translation>Copiarlas tal cual</translation>
  </message>
  <message>
   <source>Skip them</source>
   <translation>Omitirlas</translation>
  </message>
  <message>
   <source>Report them as failed</source>
   <translation>Marcarlas como fallidas</translation>
  </message>
  <message>
   <source>dpi</source>
   <translation>ppp</translation>
  </message>
  <message>
   <source>Enter a number from {smallest} to {largest}.</source>
   <translation>Introducir un número de {smallest} a {largest}.</translation>
  </message>
  <message>
   <source>Enter a whole number of pixels up to {largest}.</source>
   <translation>Introducir un número entero de píxeles, hasta {largest}.</translation>
  </message>
  <message>
   <source>Enter a size of 1 to {largest} pixels, with at most {bleed} mm of bleed.</source>
   <translation>Introduzca un tamaño de 1 a {largest} píxeles, con un sangrado de {bleed} mm como máximo.</translation>
  </message>
 </context>
 <context>
  <name>FormatSection</name>
  <message>
   <source>Format</source>
   <translation>Formato</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Restablecer</translation>
  </message>
  <message>
   <source>Reset to the quality that suits most pictures</source>
   <translation>Restablecer la calidad adecuada para la mayoría de las imágenes</translation>
  </message>
  <message>
   <source>Quality</source>
   <translation>Calidad</translation>
  </message>
  <message>
   <source>Maximum file size in megabytes</source>
   <translation>Tamaño máximo del archivo en megabytes</translation>
  </message>
  <message>
   <source>any</source>
   <translation>libre</translation>
  </message>
  <message>
   <source>Max. size</source>
   <translation>Tamaño máximo</translation>
  </message>
  <message>
   <source>MB</source>
   <translation>MB</translation>
  </message>
  <message>
   <source>PNG files</source>
   <translation>Archivos PNG</translation>
  </message>
  <message>
   <source>Fast, but larger</source>
   <translation>Rápidos, pero más grandes</translation>
  </message>
  <message>
   <source>Smaller, but slow</source>
   <translation>Pequeños, pero lento</translation>
  </message>
  <message>
   <source>Same as the original</source>
   <translation>Como el original</translation>
  </message>
  <message>
   <source>animated {format}</source>
   <translation>{format} animado</translation>
  </message>
  <message>
   <source>Instead of {format}: {result}</source>
   <translation>En vez de {format}: {result}</translation>
  </message>
  <message>
   <source>Enter a number of megabytes.</source>
   <translation>Introduzca un número de megabytes.</translation>
  </message>
 </context>
 <context>
  <name>ModelSection</name>
  <message>
   <source>Model</source>
   <translation>Modelo</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>Intensidad</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automático</translation>
  </message>
  <message>
   <source>Natural for most pictures, crisper for noisy or blurred ones, Faithful for 16-bit ones</source>
   <translation>Natural en la mayoría de las imágenes, más nítido en las ruidosas o desenfocadas, fiel en las de 16 bits</translation>
  </message>
  <message>
   <source>Faithful</source>
   <translation>Fiel</translation>
  </message>
  <message>
   <source>Natural</source>
   <translation>Natural</translation>
  </message>
  <message>
   <source>Crisp</source>
   <translation>Nítido</translation>
  </message>
  <message>
   <source>Detail</source>
   <translation>Detalle</translation>
  </message>
  <message>
   <source>Faithful invents nothing. Crisp paints fine detail that the original does not show.</source>
   <translation>Fiel no inventa nada. Nítido añade detalles finos que el original no muestra.</translation>
  </message>
  <message>
   <source>Looks at each picture and chooses the model and strength that suit it.</source>
   <translation>Examina cada imagen y elige el modelo y la intensidad adecuados.</translation>
  </message>
  <message>
   <source>{name} (not read yet)</source>
   <translation>{name} (aún sin leer)</translation>
  </message>
  <message>
   <source>Add a model…</source>
   <translation>Añadir un modelo…</translation>
  </message>
  <message>
   <source>Added from {file}.</source>
   <translation>Añadido desde {file}.</translation>
  </message>
  <message>
   <source>{about} Licence: {licence}</source>
   <translation>{about} Licencia: {licence}</translation>
  </message>
  <message>
   <source>Add a model</source>
   <translation>Añadir un modelo</translation>
  </message>
  <message>
   <source>Models ({kinds})</source>
   <translation>Modelos ({kinds})</translation>
  </message>
 </context>
 <context>
  <name>ModelAdder</name>
  <message>
   <source>Reading and measuring {name}…</source>
   <translation>Leyendo y midiendo {name}…</translation>
  </message>
 </context>
 <context>
  <name>MoreOptions</name>
  <message>
   <source>More options</source>
   <translation>Más opciones</translation>
  </message>
  <message>
   <source>expanded</source>
   <translation>desplegado</translation>
  </message>
  <message>
   <source>collapsed</source>
   <translation>plegado</translation>
  </message>
 </context>
 <context>
  <name>ExistsSection</name>
  <message>
   <source>If the file exists</source>
   <translation>Si el archivo ya existe</translation>
  </message>
  <message>
   <source>Keep both</source>
   <translation>Conservar ambos</translation>
  </message>
  <message>
   <source>Skip the picture</source>
   <translation>Omitir la imagen</translation>
  </message>
  <message>
   <source>Replace the file</source>
   <translation>Reemplazar el archivo</translation>
  </message>
 </context>
 <context>
  <name>MetadataSection</name>
  <message>
   <source>Camera data, date, location (GPS)</source>
   <translation>Cámara, fecha, ubicación (GPS)</translation>
  </message>
  <message>
   <source>Keep everything</source>
   <translation>Conservar todo</translation>
  </message>
  <message>
   <source>Remove everything</source>
   <translation>Quitar todo</translation>
  </message>
  <message>
   <source>The file will not say where, when or with which camera the picture was taken.</source>
   <translation>El archivo no dirá dónde, cuándo ni con qué cámara se tomó la foto.</translation>
  </message>
  <message>
   <source>The file will say where the picture was taken, if the original does.</source>
   <translation>El archivo dirá dónde se tomó la foto, si el original lo dice.</translation>
  </message>
 </context>
 <context>
  <name>ProvenanceSection</name>
  <message>
   <source>Provenance</source>
   <translation>Procedencia</translation>
  </message>
  <message>
   <source>Record how the result was made</source>
   <translation>Registrar cómo se hizo</translation>
  </message>
  <message>
   <source>The file names the app, the model and the original; its checksum is added to SHA256SUMS beside it.</source>
   <translation>El archivo indica la aplicación, el modelo y el original; su suma de comprobación se guarda en SHA256SUMS, junto a él.</translation>
  </message>
 </context>
 <context>
  <name>NormalMapSection</name>
  <message>
   <source>Normal map</source>
   <translation>Mapa de normales</translation>
  </message>
  <message>
   <source>Treat as a normal map</source>
   <translation>Tratar como mapa de normales</translation>
  </message>
  <message>
   <source>The channels are upscaled separately, and the vectors keep length 1.</source>
   <translation>Los canales se amplían por separado y los vectores conservan la longitud 1.</translation>
  </message>
 </context>
 <context>
  <name>DamagedSection</name>
  <message>
   <source>Damaged files</source>
   <translation>Archivos dañados</translation>
  </message>
  <message>
   <source>Upscale what can be read</source>
   <translation>Ampliar lo que se pueda leer</translation>
  </message>
  <message>
   <source>Missing parts are filled with a flat colour.</source>
   <translation>Las partes que faltan se rellenan con un color liso.</translation>
  </message>
 </context>
 <context>
  <name>DeviceSection</name>
  <message>
   <source>Run on</source>
   <translation>Ejecutar en</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>Dispositivo</translation>
  </message>
  <message>
   <source>Precision</source>
   <translation>Precisión</translation>
  </message>
  <message>
   <source>Exact (fp32)</source>
   <translation>Exacta (fp32)</translation>
  </message>
  <message>
   <source>Faster (bf16)</source>
   <translation>Más rápida (bf16)</translation>
  </message>
  <message>
   <source>Fastest (int8)</source>
   <translation>La más rápida (int8)</translation>
  </message>
  <message>
   <source>Faster (fp16)</source>
   <translation>Más rápida (fp16)</translation>
  </message>
  <message>
   <source>Processor (CPU)</source>
   <translation>Procesador (CPU)</translation>
  </message>
  <message>
   <source>Graphics card (CUDA)</source>
   <translation>Tarjeta gráfica (CUDA)</translation>
  </message>
  <message>
   <source>Graphics chip (Metal)</source>
   <translation>Chip gráfico (Metal)</translation>
  </message>
  <message>
   <source>Graphics card (Vulkan)</source>
   <translation>Tarjeta gráfica (Vulkan)</translation>
  </message>
  <message>
   <source>Automatic: {chosen}</source>
   <translation>Automático: {chosen}</translation>
  </message>
 </context>
 <context>
  <name>OptionsPanel</name>
  <message>
   <source>Options</source>
   <translation>Opciones</translation>
  </message>
 </context>
 <context>
  <name>PresetButton</name>
  <message>
   <source>Presets</source>
   <translation>Preajustes</translation>
  </message>
  <message>
   <source>Default options</source>
   <translation>Opciones predeterminadas</translation>
  </message>
  <message>
   <source>Save or remove presets…</source>
   <translation>Guardar o quitar ajustes…</translation>
  </message>
 </context>
 <context>
  <name>PresetsDialog</name>
  <message>
   <source>Presets</source>
   <translation>Preajustes</translation>
  </message>
  <message>
   <source>Preset name</source>
   <translation>Nombre del preajuste</translation>
  </message>
  <message>
   <source>Name for the current options</source>
   <translation>Nombre para las opciones actuales</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Guardar</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>Usar</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Quitar</translation>
  </message>
  <message>
   <source>Save the current options</source>
   <translation>Guardar las opciones actuales</translation>
  </message>
  <message>
   <source>Use a preset</source>
   <translation>Usar un ajuste</translation>
  </message>
  <message>
   <source>built in</source>
   <translation>incluido</translation>
  </message>
  <message>
   <source>{name} (built in)</source>
   <translation>{name} (incluido)</translation>
  </message>
  <message>
   <source>The default options</source>
   <translation>Las opciones predeterminadas</translation>
  </message>
 </context>
 <context>
  <name>Scope</name>
  <message>
   <source>Apply to all</source>
   <translation>Aplicar a todas</translation>
  </message>
  <message>
   <source>Use these options for all pictures in the queue</source>
   <translation>Usar estas opciones para todas las imágenes de la cola</translation>
  </message>
  <message numerus="yes">
   <source>For all %n pictures</source>
   <translation>
    <numerusform>Para %n imagen</numerusform>
    <numerusform>Para las %n imágenes</numerusform>
   </translation>
  </message>
  <message>
   <source>For this picture</source>
   <translation>Para esta imagen</translation>
  </message>
  <message numerus="yes">
   <source>For %n selected</source>
   <translation>
    <numerusform>Para %n seleccionada</numerusform>
    <numerusform>Para %n seleccionadas</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SizeSection</name>
  <message>
   <source>Size</source>
   <translation>Tamaño</translation>
  </message>
  <message>
   <source>Custom</source>
   <translation>Otro</translation>
  </message>
  <message>
   <source>This picture is already larger and will be skipped.</source>
   <translation>Esta imagen ya es más grande y se omitirá.</translation>
  </message>
  <message>
   <source>Printed at this size, it would have {dpi} dpi.</source>
   <translation>Impresa a este tamaño, tendría {dpi} ppp.</translation>
  </message>
  <message>
   <source>1 of {total} is already larger.</source>
   <translation>1 de {total} ya es más grande.</translation>
  </message>
  <message>
   <source>{count} of {total} are already larger.</source>
   <translation>{count} de {total} ya son más grandes.</translation>
  </message>
  <message>
   <source>1 of {total} is too small and will fail.</source>
   <translation>1 de {total} es demasiado pequeña y fallará.</translation>
  </message>
  <message>
   <source>{count} of {total} are too small and will fail.</source>
   <translation>{count} de {total} son demasiado pequeñas y fallarán.</translation>
  </message>
  <message>
   <source>The original is larger than this; the result has {dpi} dpi.</source>
   <translation>El original es mayor; el resultado tiene {dpi} ppp.</translation>
  </message>
  <message>
   <source>{scale} larger; the original alone would be printed at {dpi} dpi</source>
   <translation>{scale} más grande; el original solo daría {dpi} ppp</translation>
  </message>
  <message>
   <source>With bleed {width} × {height}: the edges are mirrored on each side</source>
   <translation>Con sangrado {width} × {height}: los bordes se reflejan en cada lado</translation>
  </message>
  <message>
   <source>{width} × {height} on paper</source>
   <translation>{width} × {height} en papel</translation>
  </message>
  <message numerus="yes">
   <source>%n frames</source>
   <translation>
    <numerusform>%n fotograma</numerusform>
    <numerusform>%n fotogramas</numerusform>
   </translation>
  </message>
  <message>
   <source>{size} · {megapixels} · ≈ {bytes}</source>
   <translation>{size} · {megapixels} · ≈ {bytes}</translation>
  </message>
  <message>
   <source>{scale} the width and height</source>
   <translation>{scale} en ancho y en alto</translation>
  </message>
  <message>
   <source>Takes about {time} here ({device}, {precision})</source>
   <translation>Aquí tarda unos {time} ({device}, {precision})</translation>
  </message>
 </context>
 <context>
  <name>SliderRow</name>
  <message>
   <source>{name} as a number</source>
   <translation>{name} como número</translation>
  </message>
 </context>
 <context>
  <name>FolderSection</name>
  <message>
   <source>Save to</source>
   <translation>Guardar en</translation>
  </message>
  <message>
   <source>“upscaled” beside the picture</source>
   <translation>«upscaled» junto a la imagen</translation>
  </message>
  <message>
   <source>Choose a folder…</source>
   <translation>Elegir una carpeta…</translation>
  </message>
  <message>
   <source>Save results to</source>
   <translation>Guardar resultados en</translation>
  </message>
  <message>
   <source>A new folder beside the picture</source>
   <translation>Una carpeta nueva junto a la imagen</translation>
  </message>
 </context>
 <context>
  <name>NameSection</name>
  <message>
   <source>Name</source>
   <translation>Nombre</translation>
  </message>
  <message>
   <source>File name template</source>
   <translation>Plantilla del nombre de archivo</translation>
  </message>
  <message>
   <source>Insert into the name</source>
   <translation>Insertar en el nombre</translation>
  </message>
  <message>
   <source>Name of the original</source>
   <translation>Nombre del original</translation>
  </message>
  <message>
   <source>Size: the scale, or the pixels</source>
   <translation>Tamaño: la escala o los píxeles</translation>
  </message>
  <message>
   <source>Scale</source>
   <translation>Escala</translation>
  </message>
  <message>
   <source>Width in pixels</source>
   <translation>Ancho en píxeles</translation>
  </message>
  <message>
   <source>Height in pixels</source>
   <translation>Alto en píxeles</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modelo</translation>
  </message>
  <message>
   <source>Today’s date</source>
   <translation>Fecha de hoy</translation>
  </message>
  <message>
   <source>Number in the queue</source>
   <translation>Número en la cola</translation>
  </message>
 </context>
 <context>
  <name>TextureSection</name>
  <message>
   <source>Seamless texture</source>
   <translation>Textura sin costuras</translation>
  </message>
  <message>
   <source>No</source>
   <translation>No</translation>
  </message>
  <message>
   <source>Left and right</source>
   <translation>Izquierda y derecha</translation>
  </message>
  <message>
   <source>Top and bottom</source>
   <translation>Arriba y abajo</translation>
  </message>
  <message>
   <source>All sides</source>
   <translation>Todos los lados</translation>
  </message>
 </context>
 <context>
  <name>SheetSection</name>
  <message>
   <source>Sprite sheet: cell size</source>
   <translation>Sprites: tamaño de celda</translation>
  </message>
  <message>
   <source>Cell size</source>
   <translation>Tamaño de celda</translation>
  </message>
  <message>
   <source>None, or a size such as 32x32</source>
   <translation>Ninguna, o p. ej. 32x32</translation>
  </message>
 </context>
 <context>
  <name>QueueCommands</name>
  <message>
   <source>Try again</source>
   <translation>Reintentar</translation>
  </message>
  <message>
   <source>Crop…</source>
   <translation>Recortar…</translation>
  </message>
  <message>
   <source>Open the result</source>
   <translation>Abrir el resultado</translation>
  </message>
  <message>
   <source>Save the result as…</source>
   <translation>Guardar el resultado como…</translation>
  </message>
  <message>
   <source>Show the original in its folder</source>
   <translation>Mostrar el original en su carpeta</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>Ver en carpeta</translation>
  </message>
  <message>
   <source>Copy the result</source>
   <translation>Copiar el resultado</translation>
  </message>
  <message>
   <source>Copy details</source>
   <translation>Copiar detalles</translation>
  </message>
  <message>
   <source>Move up</source>
   <translation>Subir</translation>
  </message>
  <message>
   <source>Move down</source>
   <translation>Bajar</translation>
  </message>
  <message>
   <source>Cancel the picture</source>
   <translation>Cancelar la imagen</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Quitar</translation>
  </message>
  <message>
   <source>Clear done</source>
   <translation>Quitar terminadas</translation>
  </message>
  <message>
   <source>Upscale again</source>
   <translation>Ampliar de nuevo</translation>
  </message>
  <message>
   <source>Remove {pictures}</source>
   <translation>Quitar {pictures}</translation>
  </message>
  <message>
   <source>Compare the result with</source>
   <translation>Comparar el resultado con</translation>
  </message>
  <message>
   <source>Compare with an earlier result</source>
   <translation>Comparar con un resultado anterior</translation>
  </message>
  <message>
   <source>The original</source>
   <translation>El original</translation>
  </message>
  <message>
   <source>No file manager answered. The path was copied: {path}</source>
   <translation>Ningún gestor de archivos ha respondido. Se ha copiado la ruta: {path}</translation>
  </message>
  <message>
   <source>Save the result as</source>
   <translation>Guardar el resultado como</translation>
  </message>
  <message>
   <source>Saved as {path}</source>
   <translation>Guardado como {path}</translation>
  </message>
 </context>
 <context>
  <name>QueueEdits</name>
  <message>
   <source>Undo</source>
   <translation>Deshacer</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Rehacer</translation>
  </message>
 </context>
 <context>
  <name>entry</name>
  <message>
   <source>Done in {time}</source>
   <translation>Terminada en {time}</translation>
  </message>
  <message>
   <source> · see note</source>
   <translation> · ver nota</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>En espera</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Error</translation>
  </message>
  <message>
   <source>Cancelled</source>
   <translation>Cancelada</translation>
  </message>
  <message>
   <source>Skipped: already larger</source>
   <translation>Omitida: ya es más grande</translation>
  </message>
  <message>
   <source>Skipped: the file exists</source>
   <translation>Omitida: el archivo ya existe</translation>
  </message>
  <message>
   <source>Skipped</source>
   <translation>Omitida</translation>
  </message>
  <message>
   <source>Done, see note</source>
   <translation>Hecho, ver nota</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Hecho</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>Deteniendo…</translation>
  </message>
  <message>
   <source>Paused · {share}</source>
   <translation>En pausa · {share}</translation>
  </message>
  <message>
   <source>Upscaling…</source>
   <translation>Ampliando…</translation>
  </message>
  <message>
   <source>Upscaling · {share}</source>
   <translation>Ampliando · {share}</translation>
  </message>
  <message>
   <source>Failed: {reason}</source>
   <translation>Error: {reason}</translation>
  </message>
  <message>
   <source>same as the original</source>
   <translation>como el original</translation>
  </message>
  <message>
   <source>automatic model</source>
   <translation>modelo automático</translation>
  </message>
 </context>
 <context>
  <name>FailureCard</name>
  <message>
   <source>Try again</source>
   <translation>Reintentar</translation>
  </message>
  <message>
   <source>Copy details</source>
   <translation>Copiar detalles</translation>
  </message>
  <message>
   <source>Version, system, options and error, for a report</source>
   <translation>Versión, sistema, opciones y error, para un informe</translation>
  </message>
 </context>
 <context>
  <name>QueueFinder</name>
  <message>
   <source>Search the queue</source>
   <translation>Buscar en la cola</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>Buscar</translation>
  </message>
  <message>
   <source>Filter and sort: {filter}</source>
   <translation>Filtrar y ordenar: {filter}</translation>
  </message>
  <message>
   <source>All pictures</source>
   <translation>Todas las imágenes</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>En espera</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Hecho</translation>
  </message>
  <message>
   <source>Failed or cancelled</source>
   <translation>Fallidas o canceladas</translation>
  </message>
  <message>
   <source>Sort by name</source>
   <translation>Ordenar por nombre</translation>
  </message>
  <message>
   <source>Sort by folder</source>
   <translation>Ordenar por carpeta</translation>
  </message>
  <message>
   <source>Sort by state</source>
   <translation>Ordenar por estado</translation>
  </message>
  <message>
   <source>Sort by order added</source>
   <translation>Ordenar por orden de adición</translation>
  </message>
 </context>
 <context>
  <name>QueueList</name>
  <message>
   <source>No picture matches</source>
   <translation>Ninguna imagen coincide</translation>
  </message>
 </context>
 <context>
  <name>QueuePanel</name>
  <message>
   <source>Picture queue</source>
   <translation>Cola de imágenes</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>Cola</translation>
  </message>
  <message>
   <source>Clear done</source>
   <translation>Quitar terminadas</translation>
  </message>
  <message>
   <source>Remove the finished pictures from the queue</source>
   <translation>Quitar de la cola las imágenes terminadas</translation>
  </message>
 </context>
 <context>
  <name>RunAtOnce</name>
  <message>
   <source>Upscaling finished</source>
   <translation>Ampliación terminada</translation>
  </message>
  <message>
   <source>There are no pictures to upscale</source>
   <translation>No hay imágenes que ampliar</translation>
  </message>
 </context>
 <context>
  <name>EndNotifier</name>
  <message>
   <source>Upscaling finished</source>
   <translation>Ampliación terminada</translation>
  </message>
 </context>
 <context>
  <name>status</name>
  <message>
   <source>Try again</source>
   <translation>Reintentar</translation>
  </message>
  <message>
   <source>Upscale again</source>
   <translation>Ampliar de nuevo</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pausar</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Reanudar</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Iniciar</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>En pausa</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>Abriendo…</translation>
  </message>
  <message>
   <source>{pictures} waiting</source>
   <translation>{pictures} en espera</translation>
  </message>
  <message>
   <source>Picture {position} of {total} · {name}</source>
   <translation>Imagen {position} de {total} · {name}</translation>
  </message>
  <message>
   <source>{size} of memory used</source>
   <translation>{size} de memoria en uso</translation>
  </message>
  <message numerus="yes">
   <source>%n upscaled</source>
   <translation>
    <numerusform>%n ampliada</numerusform>
    <numerusform>%n ampliadas</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n failed</source>
   <translation>
    <numerusform>%n con error</numerusform>
    <numerusform>%n con error</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n skipped</source>
   <translation>
    <numerusform>%n omitida</numerusform>
    <numerusform>%n omitidas</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n cancelled</source>
   <translation>
    <numerusform>%n cancelada</numerusform>
    <numerusform>%n canceladas</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>Notifier</name>
  <message>
   <source>Show</source>
   <translation>Mostrar</translation>
  </message>
 </context>
 <context>
  <name>Dialog</name>
  <message>
   <source>Close</source>
   <translation>Cerrar</translation>
  </message>
 </context>
 <context>
  <name>options</name>
  <message>
   <source>cropped</source>
   <translation>recortada</translation>
  </message>
  <message>
   <source>strength {value}</source>
   <translation>intensidad {value}</translation>
  </message>
  <message>
   <source>quality {value}</source>
   <translation>calidad {value}</translation>
  </message>
  <message>
   <source>at most {size}</source>
   <translation>máximo {size}</translation>
  </message>
  <message>
   <source>without metadata</source>
   <translation>sin metadatos</translation>
  </message>
  <message>
   <source>seamless</source>
   <translation>sin costuras</translation>
  </message>
  <message>
   <source>cells of {size}</source>
   <translation>celdas de {size}</translation>
  </message>
  <message>
   <source>normal map</source>
   <translation>mapa de normales</translation>
  </message>
  <message>
   <source>with provenance</source>
   <translation>con procedencia</translation>
  </message>
  <message>
   <source>automatic detail</source>
   <translation>detalle automático</translation>
  </message>
  <message>
   <source>faithful</source>
   <translation>fiel</translation>
  </message>
  <message>
   <source>natural</source>
   <translation>natural</translation>
  </message>
  <message>
   <source>crisp</source>
   <translation>nítido</translation>
  </message>
  <message>
   <source>detail {value}</source>
   <translation>detalle {value}</translation>
  </message>
 </context>
 <context>
  <name>text</name>
  <message>
   <source>{pixels} wide</source>
   <translation>{pixels} de ancho</translation>
  </message>
  <message>
   <source>{pixels} high</source>
   <translation>{pixels} de alto</translation>
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
   <translation>quedan {time}</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automático</translation>
  </message>
  <message>
   <source>1 picture</source>
   <translation>1 imagen</translation>
  </message>
  <message numerus="yes">
   <source>%n pictures</source>
   <translation>
    <numerusform>%n imagen</numerusform>
    <numerusform>%n imágenes</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>models</name>
  <message>
   <source>Photo (already clean)</source>
   <translation>Foto (ya limpia)</translation>
  </message>
  <message>
   <source>Photo with noise or JPEG artefacts</source>
   <translation>Foto con ruido o artefactos JPEG</translation>
  </message>
  <message>
   <source>Any photo, made crisp</source>
   <translation>Cualquier foto, con nitidez</translation>
  </message>
  <message>
   <source>Drawing, text or screenshot</source>
   <translation>Dibujo, texto o captura de pantalla</translation>
  </message>
  <message>
   <source>drawing</source>
   <translation>Dibujo</translation>
  </message>
  <message>
   <source>Screenshots, text, logos, line art, comics and maps: crisp edges, and flat colours stay flat.</source>
   <translation>Capturas de pantalla, texto, logotipos, dibujos de línea, cómics y mapas: bordes nítidos y colores planos que siguen siendo planos.</translation>
  </message>
  <message>
   <source>photo-restore</source>
   <translation>restaurar foto</translation>
  </message>
  <message>
   <source>Photographs that are blurred, noisy or compressed: removes these faults, at a strength from 0 to 100.</source>
   <translation>Fotos desenfocadas, con ruido o comprimidas: elimina estos defectos con una intensidad de 0 a 100.</translation>
  </message>
  <message>
   <source>photo-sharp</source>
   <translation>Foto nítida</translation>
  </message>
  <message>
   <source>Photographs of any kind, made crisp: paints fine detail that the original does not show.</source>
   <translation>Fotografías de todo tipo, nítidas: añade detalles finos que el original no muestra.</translation>
  </message>
  <message>
   <source>photo</source>
   <translation>foto</translation>
  </message>
  <message>
   <source>Photographs and other natural pictures that are clean: not blurred, noisy or strongly compressed.</source>
   <translation>Fotos y otras imágenes naturales limpias: sin desenfoque, ruido ni compresión fuerte.</translation>
  </message>
  <message>
   <source>Real-ESRGAN for frames of animated films: fast, clean lines.</source>
   <translation>Real-ESRGAN para fotogramas de películas de animación: rápido, líneas limpias.</translation>
  </message>
  <message>
   <source>Real-ESRGAN for anime and illustrations: crisp lines; slow.</source>
   <translation>Real-ESRGAN para anime e ilustraciones: líneas nítidas; lento.</translation>
  </message>
  <message>
   <source>Real-ESRGAN for badly damaged photographs: crisp, and invents detail; very slow without a graphics card.</source>
   <translation>Real-ESRGAN para fotografías muy dañadas: nítido e inventa detalles; muy lento sin tarjeta gráfica.</translation>
  </message>
 </context>
 <context>
  <name>AppMenu</name>
  <message>
   <source>Settings…</source>
   <translation>Ajustes…</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Atajos de teclado</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>Registro</translation>
  </message>
  <message>
   <source>About Upscaler</source>
   <translation>Acerca de Upscaler</translation>
  </message>
 </context>
 <context>
  <name>TopBar</name>
  <message>
   <source>Open…</source>
   <translation>Abrir…</translation>
  </message>
  <message>
   <source>Open pictures (Ctrl+O)</source>
   <translation>Abrir imágenes (Ctrl+O)</translation>
  </message>
  <message>
   <source>Open folder…</source>
   <translation>Abrir carpeta…</translation>
  </message>
  <message>
   <source>Open all pictures in a folder (Ctrl+Shift+O)</source>
   <translation>Abrir todas las imágenes de una carpeta (Ctrl+Shift+O)</translation>
  </message>
  <message>
   <source>Paste, or open recent pictures</source>
   <translation>Pegar o abrir imágenes recientes</translation>
  </message>
  <message>
   <source>Settings and help</source>
   <translation>Ajustes y ayuda</translation>
  </message>
 </context>
 <context>
  <name>BottomBar</name>
  <message>
   <source>Start</source>
   <translation>Iniciar</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Detener</translation>
  </message>
  <message>
   <source>Stop the run (Esc); unfinished pictures stay in the queue</source>
   <translation>Detener el proceso (Esc); las imágenes sin terminar siguen en la cola</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>Ver en carpeta</translation>
  </message>
  <message>
   <source>Failures…</source>
   <translation>Errores…</translation>
  </message>
  <message>
   <source>Which pictures failed, and why</source>
   <translation>Qué imágenes fallaron y por qué</translation>
  </message>
  <message>
   <source>Overall progress</source>
   <translation>Progreso total</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Open pictures</source>
   <translation>Abrir imágenes</translation>
  </message>
  <message>
   <source>Open a folder</source>
   <translation>Abrir una carpeta</translation>
  </message>
  <message>
   <source>Paste</source>
   <translation>Pegar</translation>
  </message>
  <message>
   <source>Start, pause, resume</source>
   <translation>Iniciar, pausar, reanudar</translation>
  </message>
  <message>
   <source>Stop the run</source>
   <translation>Detener el proceso</translation>
  </message>
  <message>
   <source>Show or hide the queue</source>
   <translation>Mostrar u ocultar la cola</translation>
  </message>
  <message>
   <source>Show or hide the options</source>
   <translation>Mostrar u ocultar las opciones</translation>
  </message>
  <message>
   <source>Save or copy the comparison</source>
   <translation>Guardar o copiar la comparación</translation>
  </message>
  <message>
   <source>Full screen</source>
   <translation>Pantalla completa</translation>
  </message>
  <message>
   <source>The app crashed last time. Open the log (Ctrl+L) to copy the details for a report.</source>
   <translation>La aplicación se cerró de forma inesperada la última vez. En el registro (Ctrl+L) se pueden copiar los detalles para un informe.</translation>
  </message>
 </context>
 <context>
  <name>NoticeCard</name>
  <message>
   <source>Notices</source>
   <translation>Avisos</translation>
  </message>
  <message>
   <source>Close this notice</source>
   <translation>Cerrar este aviso</translation>
  </message>
 </context>
 <context>
  <name>Page</name>
  <message>
   <source>Reset the panels</source>
   <translation>Restablecer los paneles</translation>
  </message>
  <message>
   <source>Hide the queue (F7)</source>
   <translation>Ocultar la cola (F7)</translation>
  </message>
  <message>
   <source>Show the queue (F7)</source>
   <translation>Mostrar la cola (F7)</translation>
  </message>
  <message>
   <source>Hide the options (F8)</source>
   <translation>Ocultar las opciones (F8)</translation>
  </message>
  <message>
   <source>Show the options (F8)</source>
   <translation>Mostrar las opciones (F8)</translation>
  </message>
 </context>
 <context>
  <name>Updates</name>
  <message>
   <source>Upscaler {version} is available.</source>
   <translation>Upscaler {version} está disponible.</translation>
  </message>
  <message>
   <source>See what is new</source>
   <translation>Ver las novedades</translation>
  </message>
  <message>
   <source>Upscaler {version} is available…</source>
   <translation>Upscaler {version} está disponible…</translation>
  </message>
 </context>
 <context>
  <name>Watching</name>
  <message>
   <source>New pictures in {folder} are upscaled as long as this window is open.</source>
   <translation>Mientras esta ventana esté abierta, se amplían las imágenes nuevas de {folder}.</translation>
  </message>
  <message>
   <source>Watch a folder</source>
   <translation>Vigilar una carpeta</translation>
  </message>
  <message>
   <source>Results are saved in this folder, so it cannot be watched. Choose another one.</source>
   <translation>En esta carpeta se guardan los resultados, así que no se puede vigilar. Elija otra.</translation>
  </message>
  <message>
   <source>Stop watching {folder}</source>
   <translation>Dejar de vigilar {folder}</translation>
  </message>
  <message>
   <source>Watch a folder…</source>
   <translation>Vigilar una carpeta…</translation>
  </message>
 </context>
 <context>
  <name>messages</name>
  <message>
   <source>{format}, lossless</source>
   <translation>{format}, sin pérdidas</translation>
  </message>
  <message>
   <source>{format}, small files</source>
   <translation>{format}, archivos pequeños</translation>
  </message>
  <message>
   <source>{format}, smallest files</source>
   <translation>{format}, los más pequeños</translation>
  </message>
  <message>
   <source>{format} cannot hold transparency: the background becomes white.</source>
   <translation>{format} no admite transparencia: el fondo pasa a ser blanco.</translation>
  </message>
  <message>
   <source>{format} is written with 8 bits per channel: the 16 bits of the original are rounded to 8.</source>
   <translation>{format} se escribe con 8 bits por canal: los 16 bits del original se redondean a 8.</translation>
  </message>
  <message>
   <source>The original has 16 bits per channel, but only 8 of them could be read.</source>
   <translation>El original tiene 16 bits por canal, pero solo se pudieron leer 8.</translation>
  </message>
  <message>
   <source>{format} cannot hold everything in the original; left out: {what}.</source>
   <translation>{format} no admite todo lo que contiene el original; se omitió: {what}.</translation>
  </message>
  <message>
   <source>Only the picture was upscaled; the rest of the file was left out: {what}.</source>
   <translation>Solo se amplió la imagen; se omitió el resto del archivo: {what}.</translation>
  </message>
  <message>
   <source>the brighter picture for HDR screens</source>
   <translation>la imagen más brillante para pantallas HDR</translation>
  </message>
  <message>
   <source>the video of a motion photo</source>
   <translation>el vídeo de una foto en movimiento</translation>
  </message>
  <message>
   <source>marked areas of the picture, such as faces</source>
   <translation>las zonas marcadas de la imagen, como las caras</translation>
  </message>
  <message>
   <source>the second part of the XMP data</source>
   <translation>la segunda parte de los datos XMP</translation>
  </message>
  <message>
   <source>the aspect ratio of its pixels</source>
   <translation>la relación de aspecto de los píxeles</translation>
  </message>
  <message>
   <source>signed or floating point</source>
   <translation>con signo o en coma flotante</translation>
  </message>
  <message>
   <source>how the picture was made</source>
   <translation>cómo se hizo la imagen</translation>
  </message>
  <message>
   <source>The XMP data of the original is damaged, so the record of how the result was made could not be added.</source>
   <translation>Los datos XMP del original están dañados, por lo que no se pudo añadir cómo se hizo el resultado.</translation>
  </message>
  <message>
   <source>The checksum of the result could not be added to {path}: {reason}.</source>
   <translation>No se pudo añadir la suma de comprobación del resultado a {path}: {reason}.</translation>
  </message>
  <message>
   <source>The EXIF data of the original is damaged and was left out.</source>
   <translation>Los datos EXIF del original están dañados y se omitieron.</translation>
  </message>
  <message>
   <source>The colour profile of the original is damaged and was left out.</source>
   <translation>El perfil de color del original está dañado y se omitió.</translation>
  </message>
  <message>
   <source>The colour profile of the original does not fit its pixels and was left out.</source>
   <translation>El perfil de color del original no corresponde a sus píxeles y se omitió.</translation>
  </message>
  <message>
   <source>The picture has wide-gamut colours but no colour profile: the result may look paler.</source>
   <translation>La imagen tiene una gama de colores amplia, pero ningún perfil de color: el resultado puede verse más pálido.</translation>
  </message>
  <message>
   <source>The picture is HDR ({transfer}): the result may look paler.</source>
   <translation>La imagen es HDR ({transfer}): el resultado puede verse más pálido.</translation>
  </message>
  <message>
   <source>The picture was converted from {space} to sRGB, which the network works in.</source>
   <translation>La imagen se convirtió de {space} a sRGB, con el que trabaja la red neuronal.</translation>
  </message>
  <message>
   <source>The picture is CMYK without a usable colour profile: its colours in RGB are an estimate.</source>
   <translation>La imagen es CMYK sin un perfil de color utilizable: sus colores en RGB son una estimación.</translation>
  </message>
  <message>
   <source>The file is cut off or damaged: missing parts are filled with a flat colour.</source>
   <translation>El archivo está cortado o dañado: las partes que faltaban se rellenaron con un color liso.</translation>
  </message>
  <message>
   <source>The file holds {count} pictures: only the first is upscaled.</source>
   <translation>El archivo contiene {count} imágenes: solo se amplía la primera.</translation>
  </message>
  <message>
   <source>The file holds {count} pictures: only the largest is upscaled.</source>
   <translation>El archivo contiene {count} imágenes: solo se amplía la más grande.</translation>
  </message>
  <message>
   <source>Pages with unsupported pixel formats were left out: {pages}.</source>
   <translation>Se omitieron las páginas cuyos píxeles no se pueden ampliar: {pages}.</translation>
  </message>
  <message>
   <source>Page {page} is damaged: missing parts are filled with a flat colour.</source>
   <translation>La página {page} está dañada: las partes que faltaban se rellenaron con un color liso.</translation>
  </message>
  <message>
   <source>{reason} (page {page})</source>
   <translation>{reason} (página {page})</translation>
  </message>
  <message>
   <source>The file is cut off or damaged: its pictures after number {count} are missing.</source>
   <translation>El archivo está cortado o dañado: faltan las imágenes posteriores a la número {count}.</translation>
  </message>
  <message>
   <source>The original is already larger than the requested size, so it was reduced.</source>
   <translation>El original ya es más grande que el tamaño pedido, así que se redujo.</translation>
  </message>
  <message>
   <source>The original is already larger than the requested size, so it was copied.</source>
   <translation>El original ya es más grande que el tamaño pedido, así que se copió.</translation>
  </message>
  <message>
   <source>The quality was lowered to {quality} to keep the file within the requested size.</source>
   <translation>La calidad es {quality} para que el archivo no supere el tamaño pedido.</translation>
  </message>
  <message>
   <source>The file is larger than requested, even at a quality of {quality}.</source>
   <translation>El archivo es más grande de lo pedido, aunque su calidad es solo {quality}.</translation>
  </message>
  <message>
   <source>The file is larger than requested: {format} is lossless, so only another format would make it smaller.</source>
   <translation>El archivo es más grande de lo pedido: {format} no tiene pérdida; solo otro formato lo haría más pequeño.</translation>
  </message>
  <message>
   <source>The network produced invalid values, so the picture was continued in fp32.</source>
   <translation>La red produjo valores no válidos, así que la imagen continuó en fp32.</translation>
  </message>
  <message>
   <source>int8 is only for 8-bit results, with models and processors that support it: {precision} was used instead.</source>
   <translation>int8 es solo para resultados de 8 bits, con modelos y procesadores compatibles: en su lugar se usó {precision}.</translation>
  </message>
  <message>
   <source>int8 failed, so the picture was continued in fp32.</source>
   <translation>int8 falló, así que la imagen continuó en fp32.</translation>
  </message>
  <message>
   <source>Memory ran out, so the picture was continued in smaller strips.</source>
   <translation>Se agotó la memoria, así que la imagen continuó en franjas más pequeñas.</translation>
  </message>
  <message>
   <source>The device {device} failed, so the picture was continued on the CPU.</source>
   <translation>El dispositivo {device} falló, así que la imagen continuó en la CPU.</translation>
  </message>
  <message>
   <source>The graphics card {name} failed ({reason}), so the picture was continued on the CPU.</source>
   <translation>La tarjeta gráfica {name} falló ({reason}), así que la imagen continuó en la CPU.</translation>
  </message>
  <message>
   <source>The graphics card {name} cannot be used ({reason}), so the CPU was used instead.</source>
   <translation>La tarjeta gráfica {name} no se puede usar ({reason}), así que se usó la CPU.</translation>
  </message>
  <message>
   <source>Through Vulkan, graphics cards can only run the app's own models, so the CPU was used instead.</source>
   <translation>Con Vulkan, las tarjetas gráficas solo ejecutan los modelos propios de la aplicación, así que se usó la CPU.</translation>
  </message>
  <message>
   <source>its driver crashed</source>
   <translation>su controlador se bloqueó</translation>
  </message>
  <message>
   <source>its driver did not answer</source>
   <translation>su controlador no respondió</translation>
  </message>
  <message>
   <source>its result was wrong</source>
   <translation>su resultado era incorrecto</translation>
  </message>
  <message>
   <source>the app ended while testing it</source>
   <translation>la aplicación se cerró mientras se probaba</translation>
  </message>
  <message>
   <source>only files of these kinds can be models: {kinds}</source>
   <translation>solo los archivos de estos tipos pueden ser modelos: {kinds}</translation>
  </message>
  <message>
   <source>it took longer than {seconds} seconds to read</source>
   <translation>se tardó más de {seconds} segundos en leerlo</translation>
  </message>
  <message>
   <source>the process that read it crashed</source>
   <translation>el proceso que lo leía se cerró inesperadamente</translation>
  </message>
  <message>
   <source>it needs more memory than is available</source>
   <translation>necesita más memoria de la que hay</translation>
  </message>
  <message>
   <source>it is larger than {megabytes} MB</source>
   <translation>ocupa más de {megabytes} MB</translation>
  </message>
  <message>
   <source>it has more than {most} tensors or layers</source>
   <translation>tiene más de {most} tensores o capas</translation>
  </message>
  <message>
   <source>it has more than {millions} million parameters</source>
   <translation>tiene más de {millions} millones de parámetros</translation>
  </message>
  <message>
   <source>its scale or its layers are too large</source>
   <translation>su escala o sus capas son demasiado grandes</translation>
  </message>
  <message>
   <source>it is not in {kind} format, or it is damaged</source>
   <translation>no tiene el formato de {kind} o está dañado</translation>
  </message>
  <message>
   <source>{name} is only a Git LFS pointer: the weights themselves were not downloaded</source>
   <translation>{name} es solo un puntero de Git LFS: los pesos en sí no se han descargado</translation>
  </message>
  <message>
   <source>a model for ncnn consists of two files, and {name} is missing</source>
   <translation>un modelo para ncnn consta de dos archivos y falta {name}</translation>
  </message>
  <message>
   <source>it contains more than weights ({name}), so it was not opened</source>
   <translation>contiene algo más que pesos ({name}), por lo que no se abre</translation>
  </message>
  <message>
   <source>it contains no named weights</source>
   <translation>no contiene pesos con nombre</translation>
  </message>
  <message>
   <source>its weights do not fit its layers</source>
   <translation>sus pesos no encajan con sus capas</translation>
  </message>
  <message>
   <source>its weights match no known kind of network</source>
   <translation>sus pesos no son de ningún tipo de red conocido</translation>
  </message>
  <message>
   <source>its weights match no known kind of network; the Python package spandrel supports more</source>
   <translation>sus pesos no son de ningún tipo de red conocido; el paquete de Python spandrel conoce más tipos</translation>
  </message>
  <message>
   <source>it needs the Python package spandrel, which is not installed</source>
   <translation>necesita el paquete de Python spandrel, que no está instalado</translation>
  </message>
  <message>
   <source>its network is not made for enlarging pictures ({purpose})</source>
   <translation>su red no está hecha para ampliar imágenes ({purpose})</translation>
  </message>
  <message>
   <source>every pixel of its result depends on the whole picture, so it cannot run in parts</source>
   <translation>cada píxel de su resultado depende de toda la imagen, así que no se puede calcular por partes</translation>
  </message>
  <message>
   <source>its input has {channels} channels, not the 3 of RGB</source>
   <translation>su entrada tiene {channels} canales, no los 3 de RGB</translation>
  </message>
  <message>
   <source>its layers do not fit each other</source>
   <translation>sus capas no encajan entre sí</translation>
  </message>
  <message>
   <source>its layer {layer} needs the whole picture, so it cannot run in parts</source>
   <translation>su capa {layer} necesita la imagen entera, así que no puede ejecutarse por partes</translation>
  </message>
  <message>
   <source>its layer {layer} is not supported</source>
   <translation>su capa {layer} no es compatible</translation>
  </message>
  <message>
   <source>one of its layers is of a kind that is not supported ({detail})</source>
   <translation>una de sus capas es de un tipo no compatible ({detail})</translation>
  </message>
  <message>
   <source>the sides of its result are not multiples of the sides of its input</source>
   <translation>su resultado no es una imagen cuyos lados sean múltiplos de los de la entrada</translation>
  </message>
  <message>
   <source>its result does not look like the picture, as the file does not say which range of values the network was trained with; its ncnn version (.param with .bin) does</source>
   <translation>su resultado no se parece a la imagen, ya que el archivo no dice con qué intervalo de valores se entrenó la red; su versión para ncnn (.param con .bin) sí lo dice</translation>
  </message>
  <message>
   <source>There was not enough memory or disk space at first, so the picture was tried again on its own.</source>
   <translation>Al principio no había suficiente memoria o espacio en disco, así que se volvió a intentar con la imagen sola.</translation>
  </message>
  <message>
   <source>Another run is also writing to {folder}. The two do not touch each other's files.</source>
   <translation>Otra ejecución está escribiendo en {folder}. Ninguna toca los archivos de la otra.</translation>
  </message>
  <message>
   <source>The journal cannot be written, so an interrupted run cannot be resumed: {reason}.</source>
   <translation>No se puede escribir el diario, así que un proceso interrumpido no se podrá reanudar: {reason}.</translation>
  </message>
  <message>
   <source>The existing result {path} is damaged and will be replaced.</source>
   <translation>El resultado existente {path} está dañado y se reemplazará.</translation>
  </message>
  <message>
   <source>Other runs cannot be detected ({reason}). Do not let two runs write to the same folder.</source>
   <translation>No se pueden detectar otras ejecuciones ({reason}). No deje que dos ejecuciones escriban en la misma carpeta.</translation>
  </message>
  <message>
   <source>JPEG artefacts found · restoring at {denoise} %</source>
   <translation>Artefactos JPEG detectados · restauración al {denoise} %</translation>
  </message>
  <message>
   <source>Noise found · restoring at {denoise} %</source>
   <translation>Ruido detectado · restauración al {denoise} %</translation>
  </message>
  <message>
   <source>Blur found · restoring at {denoise} %</source>
   <translation>Desenfoque detectado · restauración al {denoise} %</translation>
  </message>
  <message>
   <source>Drawing or text found · model for drawings</source>
   <translation>Dibujo o texto detectado · modelo para dibujos</translation>
  </message>
  <message>
   <source>Clean · no restoration needed</source>
   <translation>Limpia · no hace falta restaurar</translation>
  </message>
  <message>
   <source>{denoised} · detail&#160;{detail}</source>
   <translation>{denoised} · detalle&#160;{detail}</translation>
  </message>
  <message>
   <source>“{path}”</source>
   <translation>«{path}»</translation>
  </message>
  <message>
   <source>{some}, {one}</source>
   <translation>{some}, {one}</translation>
  </message>
  <message>
   <source>The folder {wanted} cannot be written to, so results go to {folder}.</source>
   <translation>No se puede escribir en la carpeta {wanted}, así que los resultados van a {folder}.</translation>
  </message>
  <message>
   <source>The results may not all fit in {folder}, which has {free} free; those that fit are saved.</source>
   <translation>Quizá no todos los resultados quepan en {folder}, con {free} de espacio libre; se guardarán los que quepan.</translation>
  </message>
  <message>
   <source>Cancelled.</source>
   <translation>Cancelada.</translation>
  </message>
  <message>
   <source>Something went wrong inside the app: {reason}.</source>
   <translation>Algo salió mal dentro de la aplicación: {reason}.</translation>
  </message>
  <message>
   <source>The app crashed on this picture {times} times, so it was left out: {path}.</source>
   <translation>La aplicación se cerró de forma inesperada {times} veces con esta imagen, así que se omitió: {path}.</translation>
  </message>
  <message>
   <source>The picture needs {needed_megabytes} MB of memory, but only {free_megabytes} MB are free.</source>
   <translation>La imagen necesita {needed_megabytes} MB de memoria, pero solo hay {free_megabytes} MB libres.</translation>
  </message>
  <message>
   <source>The cluster cannot do this: {reason}.</source>
   <translation>El clúster no puede hacerlo: {reason}.</translation>
  </message>
  <message>
   <source>It failed in an earlier run: {told}.</source>
   <translation>Falló en una ejecución anterior: {told}.</translation>
  </message>
  <message>
   <source>The picture is already larger than this size: it has {width} × {height} pixels.</source>
   <translation>La imagen ya es mayor que este tamaño: tiene {width} × {height} píxeles.</translation>
  </message>
  <message>
   <source>The picture is too small for this size. The largest size it can have is {width} × {height} pixels.</source>
   <translation>La imagen es demasiado pequeña para este tamaño. El tamaño máximo que puede tener es de {width} × {height} píxeles.</translation>
  </message>
  <message>
   <source>This model does not make pictures larger: the result would have {width} × {height} pixels.</source>
   <translation>Este modelo no amplía las imágenes: el resultado tendría {width} × {height} píxeles.</translation>
  </message>
  <message>
   <source>The crop {crop} is not inside the picture, which has {width} × {height} pixels.</source>
   <translation>El recorte {crop} no está dentro de la imagen, que tiene {width} × {height} píxeles.</translation>
  </message>
  <message>
   <source>The model {model} cannot denoise at {denoise}: the largest strength is {largest}.</source>
   <translation>El modelo {model} no admite una reducción de ruido de intensidad {denoise}: la máxima es {largest}.</translation>
  </message>
  <message>
   <source>The model {model} does not denoise.</source>
   <translation>El modelo {model} no reduce el ruido.</translation>
  </message>
  <message>
   <source>Detail {detail} is outside 0 to {largest}.</source>
   <translation>El detalle {detail} está fuera de 0 a {largest}.</translation>
  </message>
  <message>
   <source>The model {model} has no setting for detail.</source>
   <translation>El modelo {model} no tiene ajuste de detalle.</translation>
  </message>
  <message>
   <source>“{cells}” is not a cell size in pixels, such as 32x32.</source>
   <translation>«{cells}» no es el tamaño de una celda en píxeles, como 32x32.</translation>
  </message>
  <message>
   <source>A picture of {width} × {height} pixels cannot be cut into cells of {cells}, or its cells would not have whole pixels at this size.</source>
   <translation>Una imagen de {width} × {height} píxeles no se puede dividir en celdas de {cells}, o sus celdas no tendrían píxeles enteros en este tamaño.</translation>
  </message>
  <message>
   <source>The result would replace the original {path}.</source>
   <translation>El resultado reemplazaría al original {path}.</translation>
  </message>
  <message>
   <source>Results of {path} cannot be saved in that folder itself: they would be upscaled the next time.</source>
   <translation>Los resultados de {path} no se pueden guardar en esa misma carpeta: la próxima vez se ampliarían también.</translation>
  </message>
  <message>
   <source>{path} is the name of one file, but more than one picture was given.</source>
   <translation>{path} es el nombre de un solo archivo, pero se ha indicado más de una imagen.</translation>
  </message>
  <message>
   <source>{path} does not have the extension of a format that can be written ({writable}).</source>
   <translation>{path} no tiene la extensión de un formato que se pueda escribir ({writable}).</translation>
  </message>
  <message>
   <source>The file name “{template}” has an unknown placeholder: {field}. Available: {known}.</source>
   <translation>El nombre de archivo «{template}» tiene un marcador desconocido: {field}. Disponibles: {known}.</translation>
  </message>
  <message>
   <source>The file name “{template}” is empty.</source>
   <translation>El nombre de archivo «{template}» está vacío.</translation>
  </message>
  <message>
   <source>The file name “{template}” cannot contain folders: / and \ are not allowed.</source>
   <translation>El nombre de archivo «{template}» no puede incluir carpetas: no se admiten / ni \.</translation>
  </message>
  <message>
   <source>There is no file {path}.</source>
   <translation>No existe el archivo {path}.</translation>
  </message>
  <message>
   <source>{path} cannot be read: {reason}.</source>
   <translation>No se puede leer {path}: {reason}.</translation>
  </message>
  <message>
   <source>The file {path} is empty.</source>
   <translation>{path} es un archivo vacío, sin contenido.</translation>
  </message>
  <message>
   <source>{path} is not a picture in a format that can be read ({readable}).</source>
   <translation>{path} no es una imagen en un formato que se pueda leer ({readable}).</translation>
  </message>
  <message>
   <source>There is not enough memory to read {path}.</source>
   <translation>No hay memoria suficiente para leer {path}.</translation>
  </message>
  <message>
   <source>{path} is damaged: {reason}.</source>
   <translation>{path} está dañado: {reason}.</translation>
  </message>
  <message>
   <source>{path} was not upscaled: two decoders read different pixels from it.</source>
   <translation>{path} no se ha ampliado: dos decodificadores leen píxeles distintos.</translation>
  </message>
  <message>
   <source>{path} has a pixel format that is not supported yet ({pixels}).</source>
   <translation>{path} tiene un tipo de píxeles que aún no se puede ampliar ({pixels}).</translation>
  </message>
  <message>
   <source>{path} is too large: {width} × {height} pixels, more than {limit_megapixels} megapixels.</source>
   <translation>{path} es demasiado grande: {width} × {height} píxeles, más de {limit_megapixels} megapíxeles.</translation>
  </message>
  <message>
   <source>The folder {path} cannot be written to: {reason}.</source>
   <translation>No se puede escribir en la carpeta {path}: {reason}.</translation>
  </message>
  <message>
   <source>There is not enough free space in {path} for {needed_megabytes} MB of working files.</source>
   <translation>No hay espacio para {needed_megabytes} MB de archivos de trabajo en {path}.</translation>
  </message>
  <message>
   <source>{path} cannot hold {width} × {height} pixels: they exceed the limit of its format. These formats can: {able}.</source>
   <translation>{path} no admite {width} × {height} píxeles: superan el límite de su formato. Estos formatos sí los admiten: {able}.</translation>
  </message>
  <message>
   <source>{path} could not be written: {reason}.</source>
   <translation>No se pudo escribir {path}: {reason}.</translation>
  </message>
  <message>
   <source>{path} failed a check and was discarded: {reason}.</source>
   <translation>{path} no superó una comprobación y se descartó: {reason}.</translation>
  </message>
  <message>
   <source>There is no model named {model}. Available: {known}.</source>
   <translation>No hay ningún modelo llamado {model}. Disponibles: {known}.</translation>
  </message>
  <message>
   <source>The model {model} cannot be loaded from {path}: {reason}.</source>
   <translation>No se puede cargar el modelo {model} desde {path}: {reason}.</translation>
  </message>
  <message>
   <source>The weights of the model {model} in {path} are damaged: their checksum is wrong.</source>
   <translation>Los pesos del modelo {model} en {path} están dañados: su suma de comprobación no coincide.</translation>
  </message>
  <message>
   <source>The weights of the model {model} do not fit its network: {keys}.</source>
   <translation>Los pesos del modelo {model} no corresponden a su red neuronal: {keys}.</translation>
  </message>
  <message>
   <source>The device {device} is not available here. Available: {available}.</source>
   <translation>El dispositivo {device} no está disponible aquí. Disponibles: {available}.</translation>
  </message>
  <message>
   <source>The precision {precision} is not available on {device}.</source>
   <translation>La precisión {precision} no está disponible en {device}.</translation>
  </message>
  <message>
   <source>The backend {backend} cannot run this model on {device}. Available: {available}.</source>
   <translation>El backend {backend} no puede ejecutar este modelo en {device}. Disponibles: {available}.</translation>
  </message>
  <message>
   <source>The network failed on {device}: {reason}.</source>
   <translation>La red neuronal falló en {device}: {reason}.</translation>
  </message>
  <message>
   <source>something went wrong</source>
   <translation>algo ha salido mal</translation>
  </message>
  <message>
   <source>the app crashed on it</source>
   <translation>la aplicación se cerró con ella</translation>
  </message>
  <message>
   <source>not enough memory</source>
   <translation>no hay memoria suficiente</translation>
  </message>
  <message>
   <source>the options are not valid</source>
   <translation>las opciones no son válidas</translation>
  </message>
  <message>
   <source>it is already larger</source>
   <translation>ya es mayor</translation>
  </message>
  <message>
   <source>too small for this size</source>
   <translation>demasiado pequeña para este tamaño</translation>
  </message>
  <message>
   <source>the model does not enlarge</source>
   <translation>el modelo no amplía</translation>
  </message>
  <message>
   <source>the cells do not fit</source>
   <translation>las celdas no encajan</translation>
  </message>
  <message>
   <source>the crop is not inside the picture</source>
   <translation>el recorte no está dentro de la imagen</translation>
  </message>
  <message>
   <source>it would replace the original</source>
   <translation>sustituiría al original</translation>
  </message>
  <message>
   <source>the file cannot be read</source>
   <translation>no se puede leer el archivo</translation>
  </message>
  <message>
   <source>the file is gone</source>
   <translation>el archivo ya no está</translation>
  </message>
  <message>
   <source>the file is empty</source>
   <translation>el archivo está vacío</translation>
  </message>
  <message>
   <source>not a picture</source>
   <translation>no es una imagen</translation>
  </message>
  <message>
   <source>the file is damaged</source>
   <translation>el archivo está dañado</translation>
  </message>
  <message>
   <source>decoders disagree on its pixels</source>
   <translation>los decodificadores no coinciden en los píxeles</translation>
  </message>
  <message>
   <source>this pixel format is not supported</source>
   <translation>este tipo de píxeles no es compatible</translation>
  </message>
  <message>
   <source>the picture is too large</source>
   <translation>la imagen es demasiado grande</translation>
  </message>
  <message>
   <source>the result could not be written</source>
   <translation>no se pudo escribir el resultado</translation>
  </message>
  <message>
   <source>the folder cannot be written to</source>
   <translation>no se puede escribir en la carpeta</translation>
  </message>
  <message>
   <source>not enough free space on the disk</source>
   <translation>no hay suficiente espacio libre en el disco</translation>
  </message>
  <message>
   <source>too large for the format</source>
   <translation>demasiado grande para el formato</translation>
  </message>
  <message>
   <source>the result failed a check</source>
   <translation>el resultado no superó una comprobación</translation>
  </message>
  <message>
   <source>the model cannot be loaded</source>
   <translation>no se puede cargar el modelo</translation>
  </message>
  <message>
   <source>the device is not available</source>
   <translation>el dispositivo no está disponible</translation>
  </message>
  <message>
   <source>the network failed</source>
   <translation>la red ha fallado</translation>
  </message>
  <message>
   <source>Try again.</source>
   <translation>Intentarlo de nuevo.</translation>
  </message>
  <message>
   <source>Try again. If it happens again, please report it with the details.</source>
   <translation>Intentarlo de nuevo. Si vuelve a ocurrir, conviene informar del problema con los detalles.</translation>
  </message>
  <message>
   <source>Close other programs or choose a smaller size, then try again.</source>
   <translation>Cerrar otros programas o elegir un tamaño menor, y luego intentarlo de nuevo.</translation>
  </message>
  <message>
   <source>Change the options, then try again.</source>
   <translation>Cambiar las opciones y luego intentarlo de nuevo.</translation>
  </message>
  <message>
   <source>Choose another size.</source>
   <translation>Elegir otro tamaño.</translation>
  </message>
  <message>
   <source>Choose another model.</source>
   <translation>Elegir otro modelo.</translation>
  </message>
  <message>
   <source>Crop it again, or use the whole picture.</source>
   <translation>Recórtela de nuevo o use la imagen completa.</translation>
  </message>
  <message>
   <source>It may have been moved or deleted. Add it again from where it is now.</source>
   <translation>Puede que se haya movido o eliminado. Añadirlo de nuevo desde donde esté ahora.</translation>
  </message>
  <message>
   <source>Check that you have permission to read the file and that no other program has it open.</source>
   <translation>Comprobar que hay permiso para leer el archivo y que ningún otro programa lo tiene abierto.</translation>
  </message>
  <message>
   <source>A copy or download may have failed. Get it again from where it came from.</source>
   <translation>Puede que una copia o descarga haya fallado. Obtenerlo de nuevo de donde procede.</translation>
  </message>
  <message>
   <source>Open it in the program it comes from and save it as PNG or JPEG.</source>
   <translation>Abrirlo en el programa del que procede y guardarlo como PNG o JPEG.</translation>
  </message>
  <message>
   <source>Close other programs, then try again.</source>
   <translation>Cerrar otros programas y luego intentarlo de nuevo.</translation>
  </message>
  <message>
   <source>This copy of the file is incomplete. Get it again from where it came from, or choose “Upscale what can be read” under “More options”.</source>
   <translation>Esta copia del archivo está incompleta. Obtenerla de nuevo de donde procede, o elegir «Ampliar lo que se pueda leer» en «Más opciones».</translation>
  </message>
  <message>
   <source>This copy of the file is incomplete. Get it again from where it came from.</source>
   <translation>Esta copia del archivo está incompleta. Obtenerla de nuevo de donde procede.</translation>
  </message>
  <message>
   <source>Open it in the program it comes from and save it as PNG.</source>
   <translation>Ábralo en el programa del que procede y guárdelo como PNG.</translation>
  </message>
  <message>
   <source>Use another program to save it as PNG or TIFF with 8 or 16 bits per channel.</source>
   <translation>Guardarlo con otro programa como PNG o TIFF con 8 o 16 bits por canal.</translation>
  </message>
  <message>
   <source>Cut it into parts or make it smaller first.</source>
   <translation>Antes, cortar la imagen en partes o reducirla.</translation>
  </message>
  <message>
   <source>Choose another folder for the results.</source>
   <translation>Elegir otra carpeta para los resultados.</translation>
  </message>
  <message>
   <source>Free some space on that disk, then try again.</source>
   <translation>Liberar espacio en ese disco y luego intentarlo de nuevo.</translation>
  </message>
  <message>
   <source>Choose one of these formats, or a smaller size.</source>
   <translation>Elegir uno de estos formatos o un tamaño menor.</translation>
  </message>
  <message>
   <source>The disk may be full or disconnected. Check it, or choose another folder for the results.</source>
   <translation>Puede que el disco esté lleno o ya no esté conectado. Comprobarlo o elegir otra carpeta para los resultados.</translation>
  </message>
  <message>
   <source>Try again. If it happens again, the disk or the memory may be faulty.</source>
   <translation>Intentarlo de nuevo. Si vuelve a ocurrir, el disco o la memoria pueden tener fallos.</translation>
  </message>
  <message>
   <source>The app is damaged. Install it again.</source>
   <translation>La aplicación está dañada. Instalarla de nuevo.</translation>
  </message>
  <message>
   <source>Choose another model, or add this one again.</source>
   <translation>Elija otro modelo o vuelva a añadir este.</translation>
  </message>
  <message>
   <source>Choose the automatic device, then try again.</source>
   <translation>Elegir el dispositivo automático y luego intentarlo de nuevo.</translation>
  </message>
  <message>
   <source>the connection to the scheduler is lost</source>
   <translation>se ha perdido la conexión con el planificador</translation>
  </message>
  <message>
   <source>its processes ended and were not restarted</source>
   <translation>sus procesos terminaron y no se reiniciaron</translation>
  </message>
  <message>
   <source>another program has created a file of this name in the meantime</source>
   <translation>otro programa ha creado entretanto un archivo con este nombre</translation>
  </message>
  <message>
   <source>the file is cut off</source>
   <translation>el archivo está cortado</translation>
  </message>
  <message>
   <source>32 bits or floating point</source>
   <translation>32 bits o coma flotante</translation>
  </message>
  <message>
   <source>bits of a colour that are not adjacent</source>
   <translation>bits de un color que no son contiguos</translation>
  </message>
  <message>
   <source>its header is invalid</source>
   <translation>su cabecera no es válida</translation>
  </message>
  <message>
   <source>the written file cannot be read, or has the wrong size</source>
   <translation>el archivo escrito no se puede leer o tiene un tamaño incorrecto</translation>
  </message>
  <message>
   <source>the written file has different pixels</source>
   <translation>el archivo escrito tiene píxeles distintos</translation>
  </message>
  <message>
   <source>colours multiplied by alpha</source>
   <translation>colores multiplicados por alfa</translation>
  </message>
  <message>
   <source>channels in an unusual order</source>
   <translation>canales en un orden inusual</translation>
  </message>
  <message>
   <source>a palette of colours other than RGB and gray</source>
   <translation>una paleta de colores distintos de RGB y gris</translation>
  </message>
  <message>
   <source>CgBI, the PNG of iOS apps</source>
   <translation>CgBI, el PNG de las apps de iOS</translation>
  </message>
  <message>
   <source>the written file has the wrong number of pictures</source>
   <translation>el archivo escrito tiene un número incorrecto de imágenes</translation>
  </message>
  <message>
   <source>the written file cannot be read</source>
   <translation>el archivo escrito no se puede leer</translation>
  </message>
  <message>
   <source>it is not a file</source>
   <translation>no es un archivo</translation>
  </message>
  <message>
   <source>the encoder or the disk reported an error</source>
   <translation>el codificador o el disco informó de un error</translation>
  </message>
  <message>
   <source>the result does not match the original</source>
   <translation>el resultado no coincide con el original</translation>
  </message>
 </context>
</TS>
