<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
 <context>
  <name>modes</name>
  <message>
   <source>Side by side</source>
   <translation>並べて表示</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>分割</translation>
  </message>
  <message>
   <source>Flicker</source>
   <translation>切り替え</translation>
  </message>
  <message>
   <source>What was added</source>
   <translation>追加分</translation>
  </message>
  <message>
   <source>Variants</source>
   <translation>比較候補</translation>
  </message>
  <message>
   <source>Original and result side by side, or one above the other if that shows more</source>
   <translation>元の画像と結果を横に並べて表示 (大きく見える場合は上下に)</translation>
  </message>
  <message>
   <source>One picture; drag the line between original and result</source>
   <translation>1枚に表示 (元画像と結果の境界線をドラッグして移動)</translation>
  </message>
  <message>
   <source>Original and result alternate; hold Space or the right mouse button to see the original</source>
   <translation>元画像と結果を交互に表示 (スペースキーまたは右ボタンを押している間は元画像)</translation>
  </message>
  <message>
   <source>What the network added to the enlarged original</source>
   <translation>拡大した元画像にニューラルネットが加えたもの</translation>
  </message>
  <message>
   <source>The part in view with different settings; use the one you like best</source>
   <translation>表示部分を異なる設定で並べ、最も良いものを使えます</translation>
  </message>
  <message>
   <source>How to compare</source>
   <translation>比較方法</translation>
  </message>
 </context>
 <context>
  <name>ZoomControls</name>
  <message>
   <source>Zoom</source>
   <translation>ズーム</translation>
  </message>
  <message>
   <source>Fit</source>
   <translation>全体表示</translation>
  </message>
  <message>
   <source>The whole picture (F)</source>
   <translation>画像全体を表示 (F)</translation>
  </message>
  <message>
   <source>Zoom relative to the pixels of the result</source>
   <translation>結果のピクセルを基準にした表示倍率</translation>
  </message>
  <message>
   <source>One pixel of the result per pixel of the screen (Z)</source>
   <translation>結果の1ピクセルを画面の1ピクセルで表示 (Z)</translation>
  </message>
  <message>
   <source>Zoom: {zoom}</source>
   <translation>ズーム：{zoom}</translation>
  </message>
 </context>
 <context>
  <name>view</name>
  <message>
   <source>Fit</source>
   <translation>全体表示</translation>
  </message>
  <message>
   <source>100 %</source>
   <translation>100 %</translation>
  </message>
  <message>
   <source>Zoom in</source>
   <translation>拡大</translation>
  </message>
  <message>
   <source>Zoom out</source>
   <translation>縮小</translation>
  </message>
  <message>
   <source>Magnifier</source>
   <translation>ルーペ</translation>
  </message>
 </context>
 <context>
  <name>CropArea</name>
  <message>
   <source>The part to upscale</source>
   <translation>高解像度化する範囲</translation>
  </message>
 </context>
 <context>
  <name>CropDialog</name>
  <message>
   <source>Crop</source>
   <translation>トリミング</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>開いています…</translation>
  </message>
  <message>
   <source>Aspect ratio</source>
   <translation>縦横比</translation>
  </message>
  <message>
   <source>Any ratio</source>
   <translation>自由な比率</translation>
  </message>
  <message>
   <source>Same as the original</source>
   <translation>元の画像と同じ</translation>
  </message>
  <message>
   <source>Rotate</source>
   <translation>縦横を入れ替え</translation>
  </message>
  <message>
   <source>Swap width and height</source>
   <translation>幅と高さを入れ替えます</translation>
  </message>
  <message>
   <source>Left</source>
   <translation>左</translation>
  </message>
  <message>
   <source>Top</source>
   <translation>上</translation>
  </message>
  <message>
   <source>Width</source>
   <translation>幅</translation>
  </message>
  <message>
   <source>Height</source>
   <translation>高さ</translation>
  </message>
  <message>
   <source>Whole picture</source>
   <translation>画像全体</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>キャンセル</translation>
  </message>
  <message>
   <source>{size} px of {whole}</source>
   <translation>{whole} のうち {size} px</translation>
  </message>
  <message>
   <source>This part is not inside the picture.</source>
   <translation>この範囲は画像からはみ出しています。</translation>
  </message>
 </context>
 <context>
  <name>ExportDialog</name>
  <message>
   <source>Save the comparison</source>
   <translation>比較を保存</translation>
  </message>
  <message>
   <source>Arrangement</source>
   <translation>配置</translation>
  </message>
  <message>
   <source>Side by side</source>
   <translation>並べて表示</translation>
  </message>
  <message>
   <source>One above the other</source>
   <translation>上下に並べる</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>分割</translation>
  </message>
  <message>
   <source>Part</source>
   <translation>範囲</translation>
  </message>
  <message>
   <source>Whole picture</source>
   <translation>画像全体</translation>
  </message>
  <message>
   <source>Part in view</source>
   <translation>表示中の部分</translation>
  </message>
  <message>
   <source>With labels</source>
   <translation>ラベルを付ける</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>コピー</translation>
  </message>
  <message>
   <source>Save…</source>
   <translation>保存…</translation>
  </message>
  <message>
   <source>The comparison as it will be saved</source>
   <translation>保存される比較画像</translation>
  </message>
  <message>
   <source>{width} × {height} pixels</source>
   <translation>{width} × {height} ピクセル</translation>
  </message>
  <message>
   <source>Copied.</source>
   <translation>コピーしました。</translation>
  </message>
  <message>
   <source>comparison</source>
   <translation>比較</translation>
  </message>
  <message>
   <source>Saved as {path}</source>
   <translation>{path} に保存しました</translation>
  </message>
 </context>
 <context>
  <name>Navigator</name>
  <message>
   <source>Navigator</source>
   <translation>ナビゲーター</translation>
  </message>
  <message>
   <source>The whole picture; click or drag to move the part in view</source>
   <translation>画像全体 (クリックまたはドラッグで表示部分を移動)</translation>
  </message>
 </context>
 <context>
  <name>Presenter</name>
  <message>
   <source>Opening…</source>
   <translation>開いています…</translation>
  </message>
  <message>
   <source>Upscaling {scale} · {size}</source>
   <translation>高解像度化中 {scale} · {size}</translation>
  </message>
  <message>
   <source>No preview: {reason}</source>
   <translation>プレビューなし：{reason}</translation>
  </message>
  <message>
   <source>Preview…</source>
   <translation>プレビュー…</translation>
  </message>
  <message>
   <source>New settings in the frame · {scale}</source>
   <translation>枠内は新しい設定 · {scale}</translation>
  </message>
  <message>
   <source>New settings {scale} · {size}</source>
   <translation>新しい設定 {scale} · {size}</translation>
  </message>
  <message>
   <source>Preview in the frame · {scale}</source>
   <translation>枠内はプレビュー · {scale}</translation>
  </message>
  <message>
   <source>Preview {scale} · {size}</source>
   <translation>プレビュー {scale} · {size}</translation>
  </message>
  <message>
   <source>Existing file · {size}</source>
   <translation>既存のファイル · {size}</translation>
  </message>
 </context>
 <context>
  <name>content</name>
  <message>
   <source>Original · {size}</source>
   <translation>元画像 · {size}</translation>
  </message>
  <message>
   <source>Upscaled {scale} · {size}</source>
   <translation>高解像度化後 {scale} · {size}</translation>
  </message>
  <message>
   <source>Upscaled · {size}</source>
   <translation>高解像度化後 · {size}</translation>
  </message>
  <message>
   <source>What the network added</source>
   <translation>ニューラルネットによる追加分</translation>
  </message>
 </context>
 <context>
  <name>TakeButtons</name>
  <message>
   <source>Use</source>
   <translation>使う</translation>
  </message>
  <message>
   <source>In use</source>
   <translation>使用中</translation>
  </message>
  <message>
   <source>Use {settings}</source>
   <translation>{settings} を使う</translation>
  </message>
 </context>
 <context>
  <name>ViewTools</name>
  <message>
   <source>Comparison tools</source>
   <translation>比較ツール</translation>
  </message>
  <message>
   <source>Original shown as:</source>
   <translation>元画像の表示:</translation>
  </message>
  <message>
   <source>Magnifier under the pointer (M)</source>
   <translation>ポインター位置のルーペ (M)</translation>
  </message>
  <message>
   <source>Crop the picture (Ctrl+K)</source>
   <translation>画像をトリミング (Ctrl+K)</translation>
  </message>
  <message>
   <source>Save or copy the comparison (Ctrl+Shift+S)</source>
   <translation>比較を保存またはコピー (Ctrl+Shift+S)</translation>
  </message>
  <message>
   <source>Full screen (F11)</source>
   <translation>全画面表示 (F11)</translation>
  </message>
  <message>
   <source>How much the difference is amplified</source>
   <translation>差分を増幅する度合い</translation>
  </message>
  <message>
   <source>Pixels</source>
   <translation>ピクセル</translation>
  </message>
  <message>
   <source>The original as it is: every pixel is a square (nearest)</source>
   <translation>元画像のまま (各ピクセルを正方形で表示・nearest)</translation>
  </message>
  <message>
   <source>Smooth</source>
   <translation>なめらか</translation>
  </message>
  <message>
   <source>The original enlarged smoothly, without the network (bicubic)</source>
   <translation>ネットワークを使わずになめらかに拡大した元画像 (bicubic)</translation>
  </message>
  <message>
   <source>Original shown as: {kind}</source>
   <translation>元画像の表示: {kind}</translation>
  </message>
  <message>
   <source>Detail</source>
   <translation>ディテール</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>強さ</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>モデル</translation>
  </message>
  <message>
   <source>Variants: {kind}</source>
   <translation>比較候補: {kind}</translation>
  </message>
  <message>
   <source>Difference amplified {gain}</source>
   <translation>差分を{gain}に強調</translation>
  </message>
 </context>
 <context>
  <name>variants</name>
  <message>
   <source>Faithful</source>
   <translation>忠実</translation>
  </message>
  <message>
   <source>Natural</source>
   <translation>自然</translation>
  </message>
  <message>
   <source>Crisp</source>
   <translation>くっきり</translation>
  </message>
  <message>
   <source>Detail {value}</source>
   <translation>細部 {value}</translation>
  </message>
  <message>
   <source>Strength {value}</source>
   <translation>強さ {value}</translation>
  </message>
 </context>
 <context>
  <name>ComparisonView</name>
  <message>
   <source>Comparison</source>
   <translation>比較</translation>
  </message>
 </context>
 <context>
  <name>CompareWindow</name>
  <message>
   <source>Comparison</source>
   <translation>比較</translation>
  </message>
 </context>
 <context>
  <name>AboutDialog</name>
  <message>
   <source>About Upscaler</source>
   <translation>Upscalerについて</translation>
  </message>
  <message>
   <source>Upscaler {version}</source>
   <translation>Upscaler {version}</translation>
  </message>
  <message>
   <source>Upscales pictures on this computer: no picture is sent anywhere.</source>
   <translation>画像をこのコンピューター上で高解像度化します。画像はどこにも送信されません。</translation>
  </message>
  <message>
   <source>Free software under the MIT licence.</source>
   <translation>MITライセンスのフリーソフトウェアです。</translation>
  </message>
  <message>
   <source>What is new, and the included components with their licences:</source>
   <translation>新機能と、含まれるコンポーネント (それぞれのライセンスがあります):</translation>
  </message>
  <message>
   <source>Components</source>
   <translation>コンポーネント</translation>
  </message>
  <message>
   <source>Licence text</source>
   <translation>ライセンスの本文</translation>
  </message>
  <message>
   <source>What is new</source>
   <translation>新機能</translation>
  </message>
  <message>
   <source>This component comes without a licence text.</source>
   <translation>このコンポーネントにはライセンスの本文が付属していません。</translation>
  </message>
 </context>
 <context>
  <name>questions</name>
  <message>
   <source>Stop the run?</source>
   <translation>処理を停止しますか？</translation>
  </message>
  <message>
   <source>The progress on {name} will be lost. Unfinished pictures stay in the queue.</source>
   <translation>{name} の進行状況は失われます。未完了の画像はキューに残ります。</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>Keep upscaling</source>
   <translation>高解像度化を続ける</translation>
  </message>
  <message>
   <source>Cancel this picture?</source>
   <translation>この画像をキャンセルしますか？</translation>
  </message>
  <message>
   <source>The progress on {name} will be lost.</source>
   <translation>{name} のこれまでの進行状況は失われます。</translation>
  </message>
  <message>
   <source>Cancel the picture</source>
   <translation>画像をキャンセル</translation>
  </message>
  <message>
   <source>{name} is not finished. You can resume it the next time the app starts.</source>
   <translation>{name}はまだ完了していません。次回アプリを起動したときに再開できます。</translation>
  </message>
  <message>
   <source>{pictures} are not finished. You can resume them the next time the app starts.</source>
   <translation>{pictures}がまだ完了していません。次回アプリを起動したときに再開できます。</translation>
  </message>
  <message>
   <source>Close while upscaling?</source>
   <translation>高解像度化の途中ですが、閉じますか？</translation>
  </message>
  <message>
   <source>Stop and close</source>
   <translation>中止して閉じる</translation>
  </message>
  <message>
   <source>Resume the last run?</source>
   <translation>前回の処理を再開しますか？</translation>
  </message>
  <message>
   <source>{left} of {pictures} are not finished yet. Finished results are kept.</source>
   <translation>{pictures}のうち {left} 枚がまだ完了していません。完了した結果はそのまま残ります。</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>再開</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>破棄</translation>
  </message>
 </context>
 <context>
  <name>FailuresDialog</name>
  <message>
   <source>{pictures} failed</source>
   <translation>失敗：{pictures}</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>画像</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>理由</translation>
  </message>
  <message>
   <source>Pictures that failed</source>
   <translation>失敗した画像の一覧</translation>
  </message>
  <message>
   <source>Try all again</source>
   <translation>すべて再試行</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>エクスポート…</translation>
  </message>
  <message>
   <source>Save this list as a CSV or JSON file</source>
   <translation>この一覧をCSVまたはJSONファイルに保存</translation>
  </message>
  <message>
   <source>The list cannot be saved: {reason}.</source>
   <translation>一覧を保存できません：{reason}。</translation>
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
   <translation>失敗した画像の一覧をエクスポート</translation>
  </message>
 </context>
 <context>
  <name>licences</name>
  <message>
   <source>Model: {name}</source>
   <translation>モデル: {name}</translation>
  </message>
 </context>
 <context>
  <name>LogDialog</name>
  <message>
   <source>Log</source>
   <translation>ログ</translation>
  </message>
  <message>
   <source>Copy diagnostics</source>
   <translation>診断情報をコピー</translation>
  </message>
  <message>
   <source>Versions, the log and the last crash, ready to paste into a report</source>
   <translation>報告に貼り付けるための、バージョン、ログ、最後のクラッシュの情報</translation>
  </message>
  <message>
   <source>Copied. The text contains names of files and folders, so check it before you send it.</source>
   <translation>コピーしました。ファイル名とフォルダー名が含まれるため、送信する前に内容を確認してください。</translation>
  </message>
 </context>
 <context>
  <name>NewVersions</name>
  <message>
   <source>Tell me about new versions</source>
   <translation>新しいバージョンを知らせる</translation>
  </message>
  <message>
   <source>Asks {host} at most once a day. Like any website, it sees your IP address; nothing else about you or your pictures is sent, and nothing is downloaded.</source>
   <translation>{host} への問い合わせは 1 日 1 回までです。ほかの Web サイトと同じく IP アドレスは相手に伝わりますが、それ以外にユーザーや画像の情報は送信されず、何もダウンロードされません。</translation>
  </message>
  <message>
   <source>Check now</source>
   <translation>今すぐ確認</translation>
  </message>
  <message>
   <source>See what is new</source>
   <translation>変更点を見る</translation>
  </message>
  <message>
   <source>Checking…</source>
   <translation>確認中…</translation>
  </message>
  <message>
   <source>Upscaler {version} is available.</source>
   <translation>Upscaler {version} を入手できます。</translation>
  </message>
  <message>
   <source>This is the newest version, {version}.</source>
   <translation>これが最新のバージョン {version} です。</translation>
  </message>
  <message>
   <source>No answer from {host}. Try again later.</source>
   <translation>{host} から応答がありません。後でもう一度お試しください。</translation>
  </message>
 </context>
 <context>
  <name>SettingsDialog</name>
  <message>
   <source>Settings</source>
   <translation>設定</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>外観</translation>
  </message>
  <message>
   <source>Same as the system</source>
   <translation>システムに合わせる</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>ライト</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>ダーク</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>言語</translation>
  </message>
  <message>
   <source>Notify me when all pictures are done</source>
   <translation>すべての画像が完了したら通知する</translation>
  </message>
  <message>
   <source>Only while the window is in the background.</source>
   <translation>ウィンドウが背面にあるときだけ通知します。</translation>
  </message>
  <message>
   <source>Keep the computer awake</source>
   <translation>コンピューターをスリープさせない</translation>
  </message>
  <message>
   <source>Only while pictures are being upscaled; the screen may go dark.</source>
   <translation>高解像度化の間だけです。画面は消えることがあります。</translation>
  </message>
  <message>
   <source>While upscaling</source>
   <translation>高解像度化の実行中</translation>
  </message>
  <message>
   <source>Working files</source>
   <translation>作業ファイル</translation>
  </message>
  <message>
   <source>Your cache folder</source>
   <translation>キャッシュフォルダー</translation>
  </message>
  <message>
   <source>Choose a folder…</source>
   <translation>フォルダーを選択…</translation>
  </message>
  <message>
   <source>Folder for working files</source>
   <translation>作業ファイル用のフォルダー</translation>
  </message>
  <message>
   <source>Very large results are assembled there; choose a disk with plenty of free space.</source>
   <translation>非常に大きな結果画像はここで組み立てられます。空き容量に余裕のあるディスクを選んでください。</translation>
  </message>
  <message>
   <source>New versions</source>
   <translation>新しいバージョン</translation>
  </message>
  <message>
   <source>Takes effect the next time the app starts.</source>
   <translation>次回の起動から反映されます。</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsDialog</name>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>キーボードショートカット</translation>
  </message>
  <message>
   <source>Everywhere</source>
   <translation>共通</translation>
  </message>
  <message>
   <source>Selected pictures</source>
   <translation>選択した画像</translation>
  </message>
  <message>
   <source>Comparison</source>
   <translation>比較</translation>
  </message>
  <message>
   <source>Shortcuts outside “Everywhere” work while the queue or the comparison has the focus.</source>
   <translation>「共通」以外のキーは、キューまたは比較にフォーカスがあるときに使えます。</translation>
  </message>
  <message>
   <source>Show the original</source>
   <translation>元画像を表示</translation>
  </message>
  <message>
   <source>Hold the space bar</source>
   <translation>スペースキー長押し</translation>
  </message>
  <message>
   <source>Next or previous picture</source>
   <translation>次の画像、前の画像</translation>
  </message>
  <message>
   <source>Arrow keys</source>
   <translation>矢印キー</translation>
  </message>
  <message>
   <source>Move the picture</source>
   <translation>画像を移動</translation>
  </message>
  <message>
   <source>Shift+arrow keys, or drag</source>
   <translation>Shift+矢印、ドラッグ</translation>
  </message>
  <message>
   <source>Zoom at the pointer</source>
   <translation>ポインターの位置でズーム</translation>
  </message>
  <message>
   <source>Mouse wheel</source>
   <translation>マウスホイール</translation>
  </message>
  <message>
   <source>Whole picture, or 100&#8239;% at the pointer</source>
   <translation>画像全体、またはポインターの位置で100&#8239;%</translation>
  </message>
  <message>
   <source>Double-click</source>
   <translation>ダブルクリック</translation>
  </message>
  <message>
   <source>Show or hide both panels</source>
   <translation>両方のパネルの表示/非表示</translation>
  </message>
  <message>
   <source>Tab, after a click in the picture</source>
   <translation>画像をクリックした後にTab</translation>
  </message>
 </context>
 <context>
  <name>DropArea</name>
  <message>
   <source>Drop pictures or folders here</source>
   <translation>画像やフォルダーをここにドロップ</translation>
  </message>
  <message>
   <source>Choose pictures…</source>
   <translation>画像を選択…</translation>
  </message>
  <message>
   <source>Try it with a sample picture</source>
   <translation>サンプル画像で試す</translation>
  </message>
  <message>
   <source>Its copy and the result are saved in {place}</source>
   <translation>コピーと結果は {place} に保存されます</translation>
  </message>
  <message>
   <source>A picture pasted with {keys} is saved in {place}</source>
   <translation>{keys}で貼り付けた画像は {place} に保存されます</translation>
  </message>
  <message>
   <source>or choose them</source>
   <translation>または選択</translation>
  </message>
 </context>
 <context>
  <name>DropOverlay</name>
  <message>
   <source>Drop to add to the queue</source>
   <translation>ドロップしてキューに追加</translation>
  </message>
 </context>
 <context>
  <name>Example</name>
  <message>
   <source>An example: a picture before and after</source>
   <translation>例: 処理前と処理後の画像</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>処理前</translation>
  </message>
  <message>
   <source>After: 4 times larger</source>
   <translation>処理後: 4 倍</translation>
  </message>
 </context>
 <context>
  <name>FileOpener</name>
  <message>
   <source>This is only the address of a picture, and this app does not download anything. Copy the picture itself in the browser and paste it here, or save it and open the file.</source>
   <translation>画像のアドレスだけが渡されましたが、このアプリは何もダウンロードしません。ブラウザーで画像そのものをコピーしてここに貼り付けるか、画像を保存してそのファイルを開いてください。</translation>
  </message>
  <message>
   <source>No picture was found in what you pasted.</source>
   <translation>貼り付けた内容に画像がありません。</translation>
  </message>
  <message>
   <source>Open pictures</source>
   <translation>画像を開く</translation>
  </message>
  <message>
   <source>Pictures ({kinds})</source>
   <translation>画像 ({kinds})</translation>
  </message>
  <message>
   <source>Open a folder</source>
   <translation>フォルダーを開く</translation>
  </message>
  <message>
   <source>Paste a picture; it is saved in {place}</source>
   <translation>画像を貼り付け ({place} に保存)</translation>
  </message>
  <message>
   <source>Recent</source>
   <translation>最近使った項目</translation>
  </message>
  <message>
   <source>Clear this list</source>
   <translation>この一覧を消去</translation>
  </message>
 </context>
 <context>
  <name>RecentList</name>
  <message>
   <source>Recent</source>
   <translation>最近使った項目</translation>
  </message>
 </context>
 <context>
  <name>_Row</name>
  <message>
   <source>Open {name}</source>
   <translation>{name} を開く</translation>
  </message>
  <message>
   <source>Remove {name} from this list</source>
   <translation>{name} をこの一覧から削除</translation>
  </message>
  <message>
   <source>Remove from this list</source>
   <translation>この一覧から削除</translation>
  </message>
 </context>
 <context>
  <name>Scanner</name>
  <message>
   <source>There are no pictures in this folder.</source>
   <translation>このフォルダーには画像がありません。</translation>
  </message>
  <message>
   <source>{name} is not a file but a device, pipe or socket, and was skipped.</source>
   <translation>{name}はファイルではなく、デバイス、パイプ、またはソケットのため、スキップしました。</translation>
  </message>
  <message numerus="yes">
   <source>%n items are not files but devices, pipes or sockets, and were skipped.</source>
   <translation>
    <numerusform>ファイルではないもの（デバイス、パイプ、ソケット）が%n個あり、スキップしました。</numerusform>
   </translation>
  </message>
  <message>
   <source>One file is not a picture and was skipped.</source>
   <translation>画像ではないファイルが1個あり、スキップしました。</translation>
  </message>
  <message numerus="yes">
   <source>%n files are not pictures and were skipped.</source>
   <translation>
    <numerusform>画像ではないファイルが%n個あり、スキップしました。</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>presets</name>
  <message>
   <source>Print A4, 300 dpi</source>
   <translation>A4 印刷、300 dpi</translation>
  </message>
  <message>
   <source>As large as fits on A4 paper at 300 pixels per inch; larger pictures are reduced.</source>
   <translation>300 ppi で A4 用紙に収まる最大の大きさ。それより大きい画像は縮小されます。</translation>
  </message>
  <message>
   <source>4K wallpaper</source>
   <translation>4K の壁紙</translation>
  </message>
  <message>
   <source>3840 pixels on the longest side.</source>
   <translation>長辺が 3840 ピクセル。</translation>
  </message>
  <message>
   <source>Web, 2000 pixels</source>
   <translation>Web、2000 ピクセル</translation>
  </message>
  <message>
   <source>Small WebP files, 2000 pixels on the longest side, without camera data.</source>
   <translation>小さな WebP ファイル、長辺 2000 ピクセル、撮影情報なし。</translation>
  </message>
  <message>
   <source>Archive</source>
   <translation>アーカイブ</translation>
  </message>
  <message>
   <source>Lossless TIFF, faithful: nothing is invented, and 16-bit pictures stay 16-bit.</source>
   <translation>可逆の TIFF で忠実に: 何も作り足さず、16 ビットは 16 ビットのまま。</translation>
  </message>
  <message>
   <source>Old photo</source>
   <translation>古い写真</translation>
  </message>
  <message>
   <source>Removes noise, blur and JPEG artefacts, and adds fine detail where it was lost.</source>
   <translation>ノイズ、ぼけ、JPEG の劣化を取り除き、失われた細部を描き足します。</translation>
  </message>
  <message>
   <source>Drawing</source>
   <translation>イラスト</translation>
  </message>
  <message>
   <source>Line art, text and screenshots, with clean edges; lossless PNG.</source>
   <translation>線画、文字、スクリーンショットをくっきりした輪郭で。可逆の PNG。</translation>
  </message>
 </context>
 <context>
  <name>CustomSize</name>
  <message>
   <source>Size as a number</source>
   <translation>サイズの数値</translation>
  </message>
  <message>
   <source>Height of the box</source>
   <translation>枠の高さ</translation>
  </message>
  <message>
   <source>Pixels per inch</source>
   <translation>1 インチあたりのピクセル数</translation>
  </message>
  <message>
   <source>Bleed on each side, in mm</source>
   <translation>各辺の塗り足し (mm)</translation>
  </message>
  <message>
   <source>What the size measures</source>
   <translation>サイズの基準</translation>
  </message>
  <message>
   <source>times larger</source>
   <translation>倍</translation>
  </message>
  <message>
   <source>wide</source>
   <translation>幅</translation>
  </message>
  <message>
   <source>high</source>
   <translation>高さ</translation>
  </message>
  <message>
   <source>longest side</source>
   <translation>長辺</translation>
  </message>
  <message>
   <source>in a box</source>
   <translation>枠内</translation>
  </message>
  <message>
   <source>Unit of the size</source>
   <translation>サイズの単位</translation>
  </message>
  <message>
   <source>pixels</source>
   <translation>ピクセル</translation>
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
   <translation>インチ</translation>
  </message>
  <message>
   <source>Pictures that are already larger</source>
   <translation>すでに大きい画像</translation>
  </message>
  <message>
   <source>Reduce them</source>
   <translation>縮小する</translation>
  </message>
  <message>
   <source>Copy them as they are</source>
   <translation>そのままコピーする</translation>
  </message>
  <message>
   <source>Skip them</source>
   <translation>スキップする</translation>
  </message>
  <message>
   <source>Report them as failed</source>
   <translation>失敗として扱う</translation>
  </message>
  <message>
   <source>dpi</source>
   <translation>dpi</translation>
  </message>
  <message>
   <source>Enter a number from {smallest} to {largest}.</source>
   <translation>{smallest}〜{largest}の数値を入力してください。</translation>
  </message>
  <message>
   <source>Enter a whole number of pixels up to {largest}.</source>
   <translation>ピクセル数を{largest}以下の整数で入力してください。</translation>
  </message>
  <message>
   <source>Enter a size of 1 to {largest} pixels, with at most {bleed} mm of bleed.</source>
   <translation>1～{largest} ピクセルになるサイズと、{bleed} mm 以下の塗り足しを入力してください。</translation>
  </message>
 </context>
 <context>
  <name>FormatSection</name>
  <message>
   <source>Format</source>
   <translation>形式</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>リセット</translation>
  </message>
  <message>
   <source>Reset to the quality that suits most pictures</source>
   <translation>多くの画像に適した品質に戻す</translation>
  </message>
  <message>
   <source>Quality</source>
   <translation>品質</translation>
  </message>
  <message>
   <source>Maximum file size in megabytes</source>
   <translation>最大ファイルサイズ (メガバイト)</translation>
  </message>
  <message>
   <source>any</source>
   <translation>なし</translation>
  </message>
  <message>
   <source>Max. size</source>
   <translation>最大サイズ</translation>
  </message>
  <message>
   <source>MB</source>
   <translation>MB</translation>
  </message>
  <message>
   <source>PNG files</source>
   <translation>PNG ファイル</translation>
  </message>
  <message>
   <source>Fast, but larger</source>
   <translation>高速だが大きい</translation>
  </message>
  <message>
   <source>Smaller, but slow</source>
   <translation>小さいが低速</translation>
  </message>
  <message>
   <source>Same as the original</source>
   <translation>元画像と同じ</translation>
  </message>
  <message>
   <source>animated {format}</source>
   <translation>アニメーション {format}</translation>
  </message>
  <message>
   <source>Instead of {format}: {result}</source>
   <translation>{format} の代わり: {result}</translation>
  </message>
  <message>
   <source>Enter a number of megabytes.</source>
   <translation>メガバイト数を入力してください。</translation>
  </message>
 </context>
 <context>
  <name>ModelSection</name>
  <message>
   <source>Model</source>
   <translation>モデル</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>強さ</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>自動</translation>
  </message>
  <message>
   <source>Natural for most pictures, crisper for noisy or blurred ones, Faithful for 16-bit ones</source>
   <translation>ほとんどの画像では自然、ノイズやぼけのある画像ではよりくっきり、16ビットの画像では忠実</translation>
  </message>
  <message>
   <source>Faithful</source>
   <translation>忠実</translation>
  </message>
  <message>
   <source>Natural</source>
   <translation>自然</translation>
  </message>
  <message>
   <source>Crisp</source>
   <translation>くっきり</translation>
  </message>
  <message>
   <source>Detail</source>
   <translation>ディテール</translation>
  </message>
  <message>
   <source>Faithful invents nothing. Crisp paints fine detail that the original does not show.</source>
   <translation>忠実では何も作り出しません。くっきりでは元の画像にない細部を描き足します。</translation>
  </message>
  <message>
   <source>Looks at each picture and chooses the model and strength that suit it.</source>
   <translation>各画像を調べ、合ったモデルと強さを選びます。</translation>
  </message>
  <message>
   <source>{name} (not read yet)</source>
   <translation>{name}（未読み込み）</translation>
  </message>
  <message>
   <source>Add a model…</source>
   <translation>モデルを追加…</translation>
  </message>
  <message>
   <source>Added from {file}.</source>
   <translation>{file} から追加しました。</translation>
  </message>
  <message>
   <source>{about} Licence: {licence}</source>
   <translation>{about}ライセンス：{licence}</translation>
  </message>
  <message>
   <source>Add a model</source>
   <translation>モデルを追加</translation>
  </message>
  <message>
   <source>Models ({kinds})</source>
   <translation>モデル（{kinds}）</translation>
  </message>
 </context>
 <context>
  <name>ModelAdder</name>
  <message>
   <source>Reading and measuring {name}…</source>
   <translation>{name} を読み込んで測定しています…</translation>
  </message>
 </context>
 <context>
  <name>MoreOptions</name>
  <message>
   <source>More options</source>
   <translation>その他のオプション</translation>
  </message>
  <message>
   <source>expanded</source>
   <translation>展開済み</translation>
  </message>
  <message>
   <source>collapsed</source>
   <translation>折りたたみ済み</translation>
  </message>
 </context>
 <context>
  <name>ExistsSection</name>
  <message>
   <source>If the file exists</source>
   <translation>ファイルが既にある場合</translation>
  </message>
  <message>
   <source>Keep both</source>
   <translation>両方を残す</translation>
  </message>
  <message>
   <source>Skip the picture</source>
   <translation>画像をスキップ</translation>
  </message>
  <message>
   <source>Replace the file</source>
   <translation>ファイルを置き換える</translation>
  </message>
 </context>
 <context>
  <name>MetadataSection</name>
  <message>
   <source>Camera data, date, location (GPS)</source>
   <translation>撮影情報、日時、位置 (GPS)</translation>
  </message>
  <message>
   <source>Keep everything</source>
   <translation>すべて残す</translation>
  </message>
  <message>
   <source>Remove everything</source>
   <translation>すべて削除</translation>
  </message>
  <message>
   <source>The file will not say where, when or with which camera the picture was taken.</source>
   <translation>撮影の場所、日時、カメラの情報はファイルに残りません。</translation>
  </message>
  <message>
   <source>The file will say where the picture was taken, if the original does.</source>
   <translation>元画像に撮影場所の情報があれば、ファイルにも残ります。</translation>
  </message>
 </context>
 <context>
  <name>ProvenanceSection</name>
  <message>
   <source>Provenance</source>
   <translation>来歴</translation>
  </message>
  <message>
   <source>Record how the result was made</source>
   <translation>作成方法を記録する</translation>
  </message>
  <message>
   <source>The file names the app, the model and the original; its checksum is added to SHA256SUMS beside it.</source>
   <translation>ファイルにアプリ、モデル、元の画像を記録し、チェックサムを同じ場所の SHA256SUMS に書き込みます。</translation>
  </message>
 </context>
 <context>
  <name>NormalMapSection</name>
  <message>
   <source>Normal map</source>
   <translation>法線マップ</translation>
  </message>
  <message>
   <source>Treat as a normal map</source>
   <translation>法線マップとして扱う</translation>
  </message>
  <message>
   <source>The channels are upscaled separately, and the vectors keep length 1.</source>
   <translation>チャンネルを別々に拡大し、ベクトルの長さを 1 に保ちます。</translation>
  </message>
 </context>
 <context>
  <name>DamagedSection</name>
  <message>
   <source>Damaged files</source>
   <translation>破損したファイル</translation>
  </message>
  <message>
   <source>Upscale what can be read</source>
   <translation>読み込める部分を高解像度化</translation>
  </message>
  <message>
   <source>Missing parts are filled with a flat colour.</source>
   <translation>欠けた部分は単色で塗りつぶします。</translation>
  </message>
 </context>
 <context>
  <name>DeviceSection</name>
  <message>
   <source>Run on</source>
   <translation>実行するデバイス</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>デバイス</translation>
  </message>
  <message>
   <source>Precision</source>
   <translation>精度</translation>
  </message>
  <message>
   <source>Exact (fp32)</source>
   <translation>正確 (fp32)</translation>
  </message>
  <message>
   <source>Faster (bf16)</source>
   <translation>高速 (bf16)</translation>
  </message>
  <message>
   <source>Fastest (int8)</source>
   <translation>最速 (int8)</translation>
  </message>
  <message>
   <source>Faster (fp16)</source>
   <translation>高速 (fp16)</translation>
  </message>
  <message>
   <source>Processor (CPU)</source>
   <translation>プロセッサー (CPU)</translation>
  </message>
  <message>
   <source>Graphics card (CUDA)</source>
   <translation>GPU (CUDA)</translation>
  </message>
  <message>
   <source>Graphics chip (Metal)</source>
   <translation>GPU (Metal)</translation>
  </message>
  <message>
   <source>Graphics card (Vulkan)</source>
   <translation>GPU (Vulkan)</translation>
  </message>
  <message>
   <source>Automatic: {chosen}</source>
   <translation>自動：{chosen}</translation>
  </message>
 </context>
 <context>
  <name>OptionsPanel</name>
  <message>
   <source>Options</source>
   <translation>オプション</translation>
  </message>
 </context>
 <context>
  <name>PresetButton</name>
  <message>
   <source>Presets</source>
   <translation>プリセット</translation>
  </message>
  <message>
   <source>Default options</source>
   <translation>既定のオプション</translation>
  </message>
  <message>
   <source>Save or remove presets…</source>
   <translation>プリセットを保存または削除…</translation>
  </message>
 </context>
 <context>
  <name>PresetsDialog</name>
  <message>
   <source>Presets</source>
   <translation>プリセット</translation>
  </message>
  <message>
   <source>Preset name</source>
   <translation>プリセットの名前</translation>
  </message>
  <message>
   <source>Name for the current options</source>
   <translation>現在の設定の名前</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>保存</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>使う</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>削除</translation>
  </message>
  <message>
   <source>Save the current options</source>
   <translation>現在の設定を保存</translation>
  </message>
  <message>
   <source>Use a preset</source>
   <translation>プリセットを使う</translation>
  </message>
  <message>
   <source>built in</source>
   <translation>内蔵</translation>
  </message>
  <message>
   <source>{name} (built in)</source>
   <translation>{name} (内蔵)</translation>
  </message>
  <message>
   <source>The default options</source>
   <translation>既定の設定</translation>
  </message>
 </context>
 <context>
  <name>Scope</name>
  <message>
   <source>Apply to all</source>
   <translation>すべてに適用</translation>
  </message>
  <message>
   <source>Use these options for all pictures in the queue</source>
   <translation>キューのすべての画像をこの設定にする</translation>
  </message>
  <message numerus="yes">
   <source>For all %n pictures</source>
   <translation>
    <numerusform>対象: %n 枚すべて</numerusform>
   </translation>
  </message>
  <message>
   <source>For this picture</source>
   <translation>対象: この画像</translation>
  </message>
  <message numerus="yes">
   <source>For %n selected</source>
   <translation>
    <numerusform>対象: 選択した %n 枚</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SizeSection</name>
  <message>
   <source>Size</source>
   <translation>サイズ</translation>
  </message>
  <message>
   <source>Custom</source>
   <translation>カスタム</translation>
  </message>
  <message>
   <source>This picture is already larger and will be skipped.</source>
   <translation>この画像はすでに大きいため、スキップされます。</translation>
  </message>
  <message>
   <source>Printed at this size, it would have {dpi} dpi.</source>
   <translation>このサイズで印刷すると {dpi} dpi になります。</translation>
  </message>
  <message>
   <source>1 of {total} is already larger.</source>
   <translation>{total} 枚中 1 枚はすでに大きい画像です。</translation>
  </message>
  <message>
   <source>{count} of {total} are already larger.</source>
   <translation>{total} 枚中 {count} 枚はすでに大きい画像です。</translation>
  </message>
  <message>
   <source>1 of {total} is too small and will fail.</source>
   <translation>{total} 枚中 1 枚は小さすぎるため失敗します。</translation>
  </message>
  <message>
   <source>{count} of {total} are too small and will fail.</source>
   <translation>{total} 枚中 {count} 枚は小さすぎるため失敗します。</translation>
  </message>
  <message>
   <source>The original is larger than this; the result has {dpi} dpi.</source>
   <translation>元の画像はこれより大きく、結果は {dpi} dpi です。</translation>
  </message>
  <message>
   <source>{scale} larger; the original alone would be printed at {dpi} dpi</source>
   <translation>{scale} に拡大。元の画像のままでは {dpi} dpi</translation>
  </message>
  <message>
   <source>With bleed {width} × {height}: the edges are mirrored on each side</source>
   <translation>塗り足し込みで {width} × {height}：各辺の縁を鏡像で延長します</translation>
  </message>
  <message>
   <source>{width} × {height} on paper</source>
   <translation>用紙上では {width} × {height}</translation>
  </message>
  <message numerus="yes">
   <source>%n frames</source>
   <translation>
    <numerusform>%n フレーム</numerusform>
   </translation>
  </message>
  <message>
   <source>{size} · {megapixels} · ≈ {bytes}</source>
   <translation>{size} · {megapixels} · ≈ {bytes}</translation>
  </message>
  <message>
   <source>{scale} the width and height</source>
   <translation>幅と高さがそれぞれ{scale}</translation>
  </message>
  <message>
   <source>Takes about {time} here ({device}, {precision})</source>
   <translation>所要時間 約{time} ({device}, {precision})</translation>
  </message>
 </context>
 <context>
  <name>SliderRow</name>
  <message>
   <source>{name} as a number</source>
   <translation>{name} (数値)</translation>
  </message>
 </context>
 <context>
  <name>FolderSection</name>
  <message>
   <source>Save to</source>
   <translation>保存先</translation>
  </message>
  <message>
   <source>“upscaled” beside the picture</source>
   <translation>画像と同じ場所の「upscaled」</translation>
  </message>
  <message>
   <source>Choose a folder…</source>
   <translation>フォルダーを選択…</translation>
  </message>
  <message>
   <source>Save results to</source>
   <translation>結果の保存先</translation>
  </message>
  <message>
   <source>A new folder beside the picture</source>
   <translation>画像と同じ場所の新しいフォルダー</translation>
  </message>
 </context>
 <context>
  <name>NameSection</name>
  <message>
   <source>Name</source>
   <translation>ファイル名</translation>
  </message>
  <message>
   <source>File name template</source>
   <translation>ファイル名のテンプレート</translation>
  </message>
  <message>
   <source>Insert into the name</source>
   <translation>ファイル名に挿入</translation>
  </message>
  <message>
   <source>Name of the original</source>
   <translation>元画像の名前</translation>
  </message>
  <message>
   <source>Size: the scale, or the pixels</source>
   <translation>サイズ：倍率またはピクセル数</translation>
  </message>
  <message>
   <source>Scale</source>
   <translation>倍率</translation>
  </message>
  <message>
   <source>Width in pixels</source>
   <translation>幅 (ピクセル)</translation>
  </message>
  <message>
   <source>Height in pixels</source>
   <translation>高さ (ピクセル)</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>モデル</translation>
  </message>
  <message>
   <source>Today’s date</source>
   <translation>今日の日付</translation>
  </message>
  <message>
   <source>Number in the queue</source>
   <translation>キュー内の番号</translation>
  </message>
 </context>
 <context>
  <name>TextureSection</name>
  <message>
   <source>Seamless texture</source>
   <translation>シームレステクスチャ</translation>
  </message>
  <message>
   <source>No</source>
   <translation>いいえ</translation>
  </message>
  <message>
   <source>Left and right</source>
   <translation>左右</translation>
  </message>
  <message>
   <source>Top and bottom</source>
   <translation>上下</translation>
  </message>
  <message>
   <source>All sides</source>
   <translation>全方向</translation>
  </message>
 </context>
 <context>
  <name>SheetSection</name>
  <message>
   <source>Sprite sheet: cell size</source>
   <translation>シートのセルの大きさ</translation>
  </message>
  <message>
   <source>Cell size</source>
   <translation>セルの大きさ</translation>
  </message>
  <message>
   <source>None, or a size such as 32x32</source>
   <translation>なし、または32x32などの大きさ</translation>
  </message>
 </context>
 <context>
  <name>QueueCommands</name>
  <message>
   <source>Try again</source>
   <translation>再試行</translation>
  </message>
  <message>
   <source>Crop…</source>
   <translation>トリミング…</translation>
  </message>
  <message>
   <source>Open the result</source>
   <translation>結果を開く</translation>
  </message>
  <message>
   <source>Save the result as…</source>
   <translation>結果を別名で保存…</translation>
  </message>
  <message>
   <source>Show the original in its folder</source>
   <translation>元画像をフォルダーで表示</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>フォルダーに表示</translation>
  </message>
  <message>
   <source>Copy the result</source>
   <translation>結果をコピー</translation>
  </message>
  <message>
   <source>Copy details</source>
   <translation>詳細をコピー</translation>
  </message>
  <message>
   <source>Move up</source>
   <translation>上へ移動</translation>
  </message>
  <message>
   <source>Move down</source>
   <translation>下へ移動</translation>
  </message>
  <message>
   <source>Cancel the picture</source>
   <translation>画像をキャンセル</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>キューから外す</translation>
  </message>
  <message>
   <source>Clear done</source>
   <translation>完了分を外す</translation>
  </message>
  <message>
   <source>Upscale again</source>
   <translation>もう一度高解像度化</translation>
  </message>
  <message>
   <source>Remove {pictures}</source>
   <translation>{pictures}をキューから外す</translation>
  </message>
  <message>
   <source>Compare the result with</source>
   <translation>結果を比較する相手</translation>
  </message>
  <message>
   <source>Compare with an earlier result</source>
   <translation>以前の結果と比較</translation>
  </message>
  <message>
   <source>The original</source>
   <translation>元画像</translation>
  </message>
  <message>
   <source>No file manager answered. The path was copied: {path}</source>
   <translation>ファイルマネージャーが応答しませんでした。パスをコピーしました: {path}</translation>
  </message>
  <message>
   <source>Save the result as</source>
   <translation>結果を別名で保存</translation>
  </message>
  <message>
   <source>Saved as {path}</source>
   <translation>{path} に保存しました</translation>
  </message>
 </context>
 <context>
  <name>QueueEdits</name>
  <message>
   <source>Undo</source>
   <translation>元に戻す</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>やり直す</translation>
  </message>
 </context>
 <context>
  <name>entry</name>
  <message>
   <source>Done in {time}</source>
   <translation>{time}で完了</translation>
  </message>
  <message>
   <source> · see note</source>
   <translation> · 注記あり</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>待機中</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>失敗</translation>
  </message>
  <message>
   <source>Cancelled</source>
   <translation>キャンセル済み</translation>
  </message>
  <message>
   <source>Skipped: already larger</source>
   <translation>スキップ: すでに大きい</translation>
  </message>
  <message>
   <source>Skipped: the file exists</source>
   <translation>スキップ：同名のファイルあり</translation>
  </message>
  <message>
   <source>Skipped</source>
   <translation>スキップ</translation>
  </message>
  <message>
   <source>Done, see note</source>
   <translation>完了、注記あり</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>完了</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>キャンセル中…</translation>
  </message>
  <message>
   <source>Paused · {share}</source>
   <translation>一時停止中 · {share}</translation>
  </message>
  <message>
   <source>Upscaling…</source>
   <translation>高解像度化中…</translation>
  </message>
  <message>
   <source>Upscaling · {share}</source>
   <translation>高解像度化中 · {share}</translation>
  </message>
  <message>
   <source>Failed: {reason}</source>
   <translation>失敗：{reason}</translation>
  </message>
  <message>
   <source>same as the original</source>
   <translation>元画像と同じ形式</translation>
  </message>
  <message>
   <source>automatic model</source>
   <translation>自動モデル</translation>
  </message>
 </context>
 <context>
  <name>FailureCard</name>
  <message>
   <source>Try again</source>
   <translation>再試行</translation>
  </message>
  <message>
   <source>Copy details</source>
   <translation>詳細をコピー</translation>
  </message>
  <message>
   <source>Version, system, options and error, for a report</source>
   <translation>報告用のバージョン、システム、オプション、エラーの情報</translation>
  </message>
 </context>
 <context>
  <name>QueueFinder</name>
  <message>
   <source>Search the queue</source>
   <translation>キューを検索</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>検索</translation>
  </message>
  <message>
   <source>Filter and sort: {filter}</source>
   <translation>絞り込みと並べ替え: {filter}</translation>
  </message>
  <message>
   <source>All pictures</source>
   <translation>すべての画像</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>待機中</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>完了</translation>
  </message>
  <message>
   <source>Failed or cancelled</source>
   <translation>失敗またはキャンセル</translation>
  </message>
  <message>
   <source>Sort by name</source>
   <translation>名前順に並べる</translation>
  </message>
  <message>
   <source>Sort by folder</source>
   <translation>フォルダー順に並べる</translation>
  </message>
  <message>
   <source>Sort by state</source>
   <translation>状態順に並べる</translation>
  </message>
  <message>
   <source>Sort by order added</source>
   <translation>追加した順に並べる</translation>
  </message>
 </context>
 <context>
  <name>QueueList</name>
  <message>
   <source>No picture matches</source>
   <translation>一致する画像がありません</translation>
  </message>
 </context>
 <context>
  <name>QueuePanel</name>
  <message>
   <source>Picture queue</source>
   <translation>画像のキュー</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>キュー</translation>
  </message>
  <message>
   <source>Clear done</source>
   <translation>完了分を外す</translation>
  </message>
  <message>
   <source>Remove the finished pictures from the queue</source>
   <translation>完了した画像をキューから外す</translation>
  </message>
 </context>
 <context>
  <name>RunAtOnce</name>
  <message>
   <source>Upscaling finished</source>
   <translation>高解像度化が完了しました</translation>
  </message>
  <message>
   <source>There are no pictures to upscale</source>
   <translation>高解像度化する画像がありません</translation>
  </message>
 </context>
 <context>
  <name>EndNotifier</name>
  <message>
   <source>Upscaling finished</source>
   <translation>高解像度化が完了しました</translation>
  </message>
 </context>
 <context>
  <name>status</name>
  <message>
   <source>Try again</source>
   <translation>再試行</translation>
  </message>
  <message>
   <source>Upscale again</source>
   <translation>もう一度高解像度化</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>一時停止</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>再開</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>開始</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>一時停止中</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>開いています…</translation>
  </message>
  <message>
   <source>{pictures} waiting</source>
   <translation>待機中：{pictures}</translation>
  </message>
  <message>
   <source>Picture {position} of {total} · {name}</source>
   <translation>{total}枚中{position}枚目 · {name}</translation>
  </message>
  <message>
   <source>{size} of memory used</source>
   <translation>メモリ使用量 {size}</translation>
  </message>
  <message numerus="yes">
   <source>%n upscaled</source>
   <translation>
    <numerusform>高解像度化 %n枚</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n failed</source>
   <translation>
    <numerusform>失敗 %n枚</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n skipped</source>
   <translation>
    <numerusform>スキップ %n枚</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n cancelled</source>
   <translation>
    <numerusform>キャンセル %n枚</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>Notifier</name>
  <message>
   <source>Show</source>
   <translation>表示</translation>
  </message>
 </context>
 <context>
  <name>Dialog</name>
  <message>
   <source>Close</source>
   <translation>閉じる</translation>
  </message>
 </context>
 <context>
  <name>options</name>
  <message>
   <source>cropped</source>
   <translation>トリミング済み</translation>
  </message>
  <message>
   <source>strength {value}</source>
   <translation>強さ {value}</translation>
  </message>
  <message>
   <source>quality {value}</source>
   <translation>品質 {value}</translation>
  </message>
  <message>
   <source>at most {size}</source>
   <translation>上限 {size}</translation>
  </message>
  <message>
   <source>without metadata</source>
   <translation>メタデータなし</translation>
  </message>
  <message>
   <source>seamless</source>
   <translation>継ぎ目なし</translation>
  </message>
  <message>
   <source>cells of {size}</source>
   <translation>{size}のセル</translation>
  </message>
  <message>
   <source>normal map</source>
   <translation>法線マップ</translation>
  </message>
  <message>
   <source>with provenance</source>
   <translation>来歴あり</translation>
  </message>
  <message>
   <source>automatic detail</source>
   <translation>ディテール自動</translation>
  </message>
  <message>
   <source>faithful</source>
   <translation>忠実</translation>
  </message>
  <message>
   <source>natural</source>
   <translation>自然</translation>
  </message>
  <message>
   <source>crisp</source>
   <translation>くっきり</translation>
  </message>
  <message>
   <source>detail {value}</source>
   <translation>ディテール {value}</translation>
  </message>
 </context>
 <context>
  <name>text</name>
  <message>
   <source>{pixels} wide</source>
   <translation>幅{pixels}</translation>
  </message>
  <message>
   <source>{pixels} high</source>
   <translation>高さ{pixels}</translation>
  </message>
  <message>
   <source>{minutes}&#8239;min {seconds}&#8239;s</source>
   <translation>{minutes}分{seconds}秒</translation>
  </message>
  <message>
   <source>{hours}&#8239;h {minutes}&#8239;min</source>
   <translation>{hours}時間{minutes}分</translation>
  </message>
  <message>
   <source>{seconds}&#8239;s</source>
   <translation>{seconds}秒</translation>
  </message>
  <message>
   <source>{time} left</source>
   <translation>残り{time}</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>自動</translation>
  </message>
  <message>
   <source>1 picture</source>
   <translation>画像1枚</translation>
  </message>
  <message numerus="yes">
   <source>%n pictures</source>
   <translation>
    <numerusform>画像%n枚</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>models</name>
  <message>
   <source>Photo (already clean)</source>
   <translation>写真（劣化なし）</translation>
  </message>
  <message>
   <source>Photo with noise or JPEG artefacts</source>
   <translation>ノイズやJPEG劣化のある写真</translation>
  </message>
  <message>
   <source>Any photo, made crisp</source>
   <translation>あらゆる写真をくっきりと</translation>
  </message>
  <message>
   <source>Drawing, text or screenshot</source>
   <translation>イラスト、文字、スクリーンショット</translation>
  </message>
  <message>
   <source>drawing</source>
   <translation>イラスト</translation>
  </message>
  <message>
   <source>Screenshots, text, logos, line art, comics and maps: crisp edges, and flat colours stay flat.</source>
   <translation>スクリーンショット、文字、ロゴ、線画、漫画、地図向け。輪郭はくっきり、単色の面は単色のまま。</translation>
  </message>
  <message>
   <source>photo-restore</source>
   <translation>写真修復</translation>
  </message>
  <message>
   <source>Photographs that are blurred, noisy or compressed: removes these faults, at a strength from 0 to 100.</source>
   <translation>ぼけ、ノイズ、圧縮による劣化のある写真向けです。それらを 0〜100 の強さで取り除きます。</translation>
  </message>
  <message>
   <source>photo-sharp</source>
   <translation>写真(くっきり)</translation>
  </message>
  <message>
   <source>Photographs of any kind, made crisp: paints fine detail that the original does not show.</source>
   <translation>あらゆる写真をくっきりと。元の画像にない細部を描き足します。</translation>
  </message>
  <message>
   <source>photo</source>
   <translation>写真</translation>
  </message>
  <message>
   <source>Photographs and other natural pictures that are clean: not blurred, noisy or strongly compressed.</source>
   <translation>ぼけ、ノイズ、強い圧縮のない、きれいな写真などの実写画像向けです。</translation>
  </message>
  <message>
   <source>Real-ESRGAN for frames of animated films: fast, clean lines.</source>
   <translation>アニメ映画のコマ用の Real-ESRGAN：高速で、線がきれい。</translation>
  </message>
  <message>
   <source>Real-ESRGAN for anime and illustrations: crisp lines; slow.</source>
   <translation>アニメやイラスト用の Real-ESRGAN：線がくっきり。低速。</translation>
  </message>
  <message>
   <source>Real-ESRGAN for badly damaged photographs: crisp, and invents detail; very slow without a graphics card.</source>
   <translation>ひどく劣化した写真用の Real-ESRGAN：くっきりするが、細部を創作する。グラフィックカードがないと非常に低速。</translation>
  </message>
 </context>
 <context>
  <name>AppMenu</name>
  <message>
   <source>Settings…</source>
   <translation>設定…</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>キーボードショートカット</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>ログ</translation>
  </message>
  <message>
   <source>About Upscaler</source>
   <translation>Upscalerについて</translation>
  </message>
 </context>
 <context>
  <name>TopBar</name>
  <message>
   <source>Open…</source>
   <translation>開く…</translation>
  </message>
  <message>
   <source>Open pictures (Ctrl+O)</source>
   <translation>画像を開く (Ctrl+O)</translation>
  </message>
  <message>
   <source>Open folder…</source>
   <translation>フォルダーを開く…</translation>
  </message>
  <message>
   <source>Open all pictures in a folder (Ctrl+Shift+O)</source>
   <translation>フォルダー内のすべての画像を開く (Ctrl+Shift+O)</translation>
  </message>
  <message>
   <source>Paste, or open recent pictures</source>
   <translation>貼り付け、最近使った画像</translation>
  </message>
  <message>
   <source>Settings and help</source>
   <translation>設定とヘルプ</translation>
  </message>
 </context>
 <context>
  <name>BottomBar</name>
  <message>
   <source>Start</source>
   <translation>開始</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>Stop the run (Esc); unfinished pictures stay in the queue</source>
   <translation>処理を停止 (Esc)。未完了の画像はキューに残ります</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>フォルダーに表示</translation>
  </message>
  <message>
   <source>Failures…</source>
   <translation>失敗した画像…</translation>
  </message>
  <message>
   <source>Which pictures failed, and why</source>
   <translation>失敗した画像とその理由</translation>
  </message>
  <message>
   <source>Overall progress</source>
   <translation>全体の進行状況</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Open pictures</source>
   <translation>画像を開く</translation>
  </message>
  <message>
   <source>Open a folder</source>
   <translation>フォルダーを開く</translation>
  </message>
  <message>
   <source>Paste</source>
   <translation>貼り付け</translation>
  </message>
  <message>
   <source>Start, pause, resume</source>
   <translation>開始、一時停止、再開</translation>
  </message>
  <message>
   <source>Stop the run</source>
   <translation>処理を停止</translation>
  </message>
  <message>
   <source>Show or hide the queue</source>
   <translation>キューの表示/非表示</translation>
  </message>
  <message>
   <source>Show or hide the options</source>
   <translation>オプションの表示/非表示</translation>
  </message>
  <message>
   <source>Save or copy the comparison</source>
   <translation>比較を保存またはコピー</translation>
  </message>
  <message>
   <source>Full screen</source>
   <translation>全画面表示</translation>
  </message>
  <message>
   <source>The app crashed last time. Open the log (Ctrl+L) to copy the details for a report.</source>
   <translation>前回、アプリがクラッシュしました。ログ (Ctrl+L) を開くと、報告用の詳細をコピーできます。</translation>
  </message>
 </context>
 <context>
  <name>NoticeCard</name>
  <message>
   <source>Notices</source>
   <translation>お知らせ</translation>
  </message>
  <message>
   <source>Close this notice</source>
   <translation>この通知を閉じる</translation>
  </message>
 </context>
 <context>
  <name>Page</name>
  <message>
   <source>Reset the panels</source>
   <translation>パネルを元に戻す</translation>
  </message>
  <message>
   <source>Hide the queue (F7)</source>
   <translation>キューを隠す (F7)</translation>
  </message>
  <message>
   <source>Show the queue (F7)</source>
   <translation>キューを表示 (F7)</translation>
  </message>
  <message>
   <source>Hide the options (F8)</source>
   <translation>オプションを隠す (F8)</translation>
  </message>
  <message>
   <source>Show the options (F8)</source>
   <translation>オプションを表示 (F8)</translation>
  </message>
 </context>
 <context>
  <name>Updates</name>
  <message>
   <source>Upscaler {version} is available.</source>
   <translation>Upscaler {version} を入手できます。</translation>
  </message>
  <message>
   <source>See what is new</source>
   <translation>変更点を見る</translation>
  </message>
  <message>
   <source>Upscaler {version} is available…</source>
   <translation>Upscaler {version} を入手できます…</translation>
  </message>
 </context>
 <context>
  <name>Watching</name>
  <message>
   <source>New pictures in {folder} are upscaled as long as this window is open.</source>
   <translation>このウィンドウを開いている間、{folder} に追加された画像を高解像度化します。</translation>
  </message>
  <message>
   <source>Watch a folder</source>
   <translation>フォルダーを監視</translation>
  </message>
  <message>
   <source>Results are saved in this folder, so it cannot be watched. Choose another one.</source>
   <translation>このフォルダーには結果が保存されるため、監視できません。別のフォルダーを選んでください。</translation>
  </message>
  <message>
   <source>Stop watching {folder}</source>
   <translation>{folder} の監視をやめる</translation>
  </message>
  <message>
   <source>Watch a folder…</source>
   <translation>フォルダーを監視…</translation>
  </message>
 </context>
 <context>
  <name>messages</name>
  <message>
   <source>{format}, lossless</source>
   <translation>{format} (劣化なし)</translation>
  </message>
  <message>
   <source>{format}, small files</source>
   <translation>{format} (小サイズ)</translation>
  </message>
  <message>
   <source>{format}, smallest files</source>
   <translation>{format} (最小サイズ)</translation>
  </message>
  <message>
   <source>{format} cannot hold transparency: the background becomes white.</source>
   <translation>{format}は透明度を保存できないため、背景が白になります。</translation>
  </message>
  <message>
   <source>{format} is written with 8 bits per channel: the 16 bits of the original are rounded to 8.</source>
   <translation>{format}は1チャンネルあたり8ビットで書き込まれます。元画像の16ビットは8ビットに丸められます。</translation>
  </message>
  <message>
   <source>The original has 16 bits per channel, but only 8 of them could be read.</source>
   <translation>元画像は1チャンネルあたり16ビットですが、8ビットしか読み込めませんでした。</translation>
  </message>
  <message>
   <source>{format} cannot hold everything in the original; left out: {what}.</source>
   <translation>{format}には元画像の情報をすべては保存できません。省いた情報：{what}。</translation>
  </message>
  <message>
   <source>Only the picture was upscaled; the rest of the file was left out: {what}.</source>
   <translation>画像だけを拡大しました。ファイルにあるほかのものは省きました: {what}。</translation>
  </message>
  <message>
   <source>the brighter picture for HDR screens</source>
   <translation>HDR 画面用の明るい画像</translation>
  </message>
  <message>
   <source>the video of a motion photo</source>
   <translation>モーションフォトの動画</translation>
  </message>
  <message>
   <source>marked areas of the picture, such as faces</source>
   <translation>画像内の印を付けた領域（顔など）</translation>
  </message>
  <message>
   <source>the second part of the XMP data</source>
   <translation>XMP データの後半部分</translation>
  </message>
  <message>
   <source>the aspect ratio of its pixels</source>
   <translation>ピクセルの縦横比</translation>
  </message>
  <message>
   <source>signed or floating point</source>
   <translation>符号付きまたは浮動小数点</translation>
  </message>
  <message>
   <source>how the picture was made</source>
   <translation>画像の作成方法</translation>
  </message>
  <message>
   <source>The XMP data of the original is damaged, so the record of how the result was made could not be added.</source>
   <translation>元の画像の XMP データが破損しているため、結果の作成方法を追加できませんでした。</translation>
  </message>
  <message>
   <source>The checksum of the result could not be added to {path}: {reason}.</source>
   <translation>結果のチェックサムを {path} に追加できませんでした: {reason}。</translation>
  </message>
  <message>
   <source>The EXIF data of the original is damaged and was left out.</source>
   <translation>元画像のEXIFデータは破損しているため、省きました。</translation>
  </message>
  <message>
   <source>The colour profile of the original is damaged and was left out.</source>
   <translation>元画像のカラープロファイルは破損しているため、省きました。</translation>
  </message>
  <message>
   <source>The colour profile of the original does not fit its pixels and was left out.</source>
   <translation>元画像のカラープロファイルはピクセルと合わないため、省きました。</translation>
  </message>
  <message>
   <source>The picture has wide-gamut colours but no colour profile: the result may look paler.</source>
   <translation>この画像は広色域ですが、カラープロファイルがありません。結果の色が薄く見えることがあります。</translation>
  </message>
  <message>
   <source>The picture is HDR ({transfer}): the result may look paler.</source>
   <translation>この画像はHDR ({transfer}) です。結果の色が薄く見えることがあります。</translation>
  </message>
  <message>
   <source>The picture was converted from {space} to sRGB, which the network works in.</source>
   <translation>ニューラルネットはsRGBで処理するため、画像を{space}からsRGBに変換しました。</translation>
  </message>
  <message>
   <source>The picture is CMYK without a usable colour profile: its colours in RGB are an estimate.</source>
   <translation>画像はCMYKですが、使用できるカラープロファイルがありません。RGBでの色は推定値です。</translation>
  </message>
  <message>
   <source>The file is cut off or damaged: missing parts are filled with a flat colour.</source>
   <translation>ファイルが途中で切れているか、破損しています。欠けた部分は単色で塗りつぶしました。</translation>
  </message>
  <message>
   <source>The file holds {count} pictures: only the first is upscaled.</source>
   <translation>ファイルには{count}枚の画像が含まれています。最初の1枚だけを高解像度化します。</translation>
  </message>
  <message>
   <source>The file holds {count} pictures: only the largest is upscaled.</source>
   <translation>ファイルには{count}枚の画像が含まれています。最も大きい1枚だけを高解像度化します。</translation>
  </message>
  <message>
   <source>Pages with unsupported pixel formats were left out: {pages}.</source>
   <translation>高解像度化できないピクセルのページは省きました：{pages}。</translation>
  </message>
  <message>
   <source>Page {page} is damaged: missing parts are filled with a flat colour.</source>
   <translation>{page}ページ目が破損しています。欠けた部分は単色で塗りつぶしました。</translation>
  </message>
  <message>
   <source>{reason} (page {page})</source>
   <translation>{reason}（{page}ページ目）</translation>
  </message>
  <message>
   <source>The file is cut off or damaged: its pictures after number {count} are missing.</source>
   <translation>ファイルが途中で切れているか、破損しています。{count}枚目より後の画像がありません。</translation>
  </message>
  <message>
   <source>The original is already larger than the requested size, so it was reduced.</source>
   <translation>元の画像が指定サイズより大きいため、縮小しました。</translation>
  </message>
  <message>
   <source>The original is already larger than the requested size, so it was copied.</source>
   <translation>元の画像が指定サイズより大きいため、コピーしました。</translation>
  </message>
  <message>
   <source>The quality was lowered to {quality} to keep the file within the requested size.</source>
   <translation>ファイルが指定の大きさを超えないよう、品質を {quality} にしました。</translation>
  </message>
  <message>
   <source>The file is larger than requested, even at a quality of {quality}.</source>
   <translation>品質を {quality} に下げても、ファイルは指定より大きくなりました。</translation>
  </message>
  <message>
   <source>The file is larger than requested: {format} is lossless, so only another format would make it smaller.</source>
   <translation>ファイルは指定より大きくなりました。{format} は可逆なので、小さくするには別の形式が必要です。</translation>
  </message>
  <message>
   <source>The network produced invalid values, so the picture was continued in fp32.</source>
   <translation>ネットワークが無効な値を出力したため、fp32で処理を続けました。</translation>
  </message>
  <message>
   <source>int8 is only for 8-bit results, with models and processors that support it: {precision} was used instead.</source>
   <translation>int8は、結果が8ビットで、モデルとプロセッサが対応している場合にだけ使えます。代わりに{precision}を使いました。</translation>
  </message>
  <message>
   <source>int8 failed, so the picture was continued in fp32.</source>
   <translation>int8の処理に失敗したため、fp32で処理を続けました。</translation>
  </message>
  <message>
   <source>Memory ran out, so the picture was continued in smaller strips.</source>
   <translation>メモリが不足したため、より小さい帯に分けて処理を続けました。</translation>
  </message>
  <message>
   <source>The device {device} failed, so the picture was continued on the CPU.</source>
   <translation>デバイス {device} に障害が発生したため、CPUで処理を続けました。</translation>
  </message>
  <message>
   <source>The graphics card {name} failed ({reason}), so the picture was continued on the CPU.</source>
   <translation>GPU {name} に障害が発生したため（{reason}）、CPUで処理を続けました。</translation>
  </message>
  <message>
   <source>The graphics card {name} cannot be used ({reason}), so the CPU was used instead.</source>
   <translation>GPU {name} は使用できないため（{reason}）、CPUで処理しました。</translation>
  </message>
  <message>
   <source>Through Vulkan, graphics cards can only run the app's own models, so the CPU was used instead.</source>
   <translation>Vulkan経由のGPUではアプリ付属のモデルしか実行できないため、CPUで処理しました。</translation>
  </message>
  <message>
   <source>its driver crashed</source>
   <translation>ドライバーがクラッシュしました</translation>
  </message>
  <message>
   <source>its driver did not answer</source>
   <translation>ドライバーが応答しませんでした</translation>
  </message>
  <message>
   <source>its result was wrong</source>
   <translation>計算結果が正しくありませんでした</translation>
  </message>
  <message>
   <source>the app ended while testing it</source>
   <translation>テスト中にアプリが終了しました</translation>
  </message>
  <message>
   <source>only files of these kinds can be models: {kinds}</source>
   <translation>モデルにできるのは次の種類のファイルだけです: {kinds}</translation>
  </message>
  <message>
   <source>it took longer than {seconds} seconds to read</source>
   <translation>読み込みに {seconds} 秒以上かかりました</translation>
  </message>
  <message>
   <source>the process that read it crashed</source>
   <translation>読み込んでいたプロセスがクラッシュしました</translation>
  </message>
  <message>
   <source>it needs more memory than is available</source>
   <translation>必要なメモリが足りません</translation>
  </message>
  <message>
   <source>it is larger than {megabytes} MB</source>
   <translation>{megabytes} MB を超えています</translation>
  </message>
  <message>
   <source>it has more than {most} tensors or layers</source>
   <translation>テンソルまたは層の数が {most} を超えています</translation>
  </message>
  <message>
   <source>it has more than {millions} million parameters</source>
   <translation>パラメーター数が {millions} 百万を超えています</translation>
  </message>
  <message>
   <source>its scale or its layers are too large</source>
   <translation>倍率または層が大きすぎます</translation>
  </message>
  <message>
   <source>it is not in {kind} format, or it is damaged</source>
   <translation>{kind} 形式ではないか、破損しています</translation>
  </message>
  <message>
   <source>{name} is only a Git LFS pointer: the weights themselves were not downloaded</source>
   <translation>{name} は Git LFS のポインターファイルで、重み本体はダウンロードされていません</translation>
  </message>
  <message>
   <source>a model for ncnn consists of two files, and {name} is missing</source>
   <translation>ncnn のモデルは 2 つのファイルから成りますが、{name} がありません</translation>
  </message>
  <message>
   <source>it contains more than weights ({name}), so it was not opened</source>
   <translation>重み以外のもの（{name}）が含まれているため、開きません</translation>
  </message>
  <message>
   <source>it contains no named weights</source>
   <translation>名前の付いた重みが含まれていません</translation>
  </message>
  <message>
   <source>its weights do not fit its layers</source>
   <translation>重みが層に合っていません</translation>
  </message>
  <message>
   <source>its weights match no known kind of network</source>
   <translation>重みが既知の種類のネットワークのものではありません</translation>
  </message>
  <message>
   <source>its weights match no known kind of network; the Python package spandrel supports more</source>
   <translation>重みが既知の種類のネットワークのものではありません。Python パッケージ spandrel ならさらに多くの種類に対応しています</translation>
  </message>
  <message>
   <source>it needs the Python package spandrel, which is not installed</source>
   <translation>Python パッケージ spandrel が必要ですが、インストールされていません</translation>
  </message>
  <message>
   <source>its network is not made for enlarging pictures ({purpose})</source>
   <translation>ネットワークが画像の拡大用に作られたものではありません（{purpose}）</translation>
  </message>
  <message>
   <source>every pixel of its result depends on the whole picture, so it cannot run in parts</source>
   <translation>結果の各ピクセルが画像全体に依存するため、部分ごとに処理できません</translation>
  </message>
  <message>
   <source>its input has {channels} channels, not the 3 of RGB</source>
   <translation>入力のチャンネル数が RGB の 3 ではなく {channels} です</translation>
  </message>
  <message>
   <source>its layers do not fit each other</source>
   <translation>層どうしが合っていません</translation>
  </message>
  <message>
   <source>its layer {layer} needs the whole picture, so it cannot run in parts</source>
   <translation>層 {layer} は画像全体を必要とするため、分割して実行できません</translation>
  </message>
  <message>
   <source>its layer {layer} is not supported</source>
   <translation>層 {layer} には対応していません</translation>
  </message>
  <message>
   <source>one of its layers is of a kind that is not supported ({detail})</source>
   <translation>対応していない種類の層があります（{detail}）</translation>
  </message>
  <message>
   <source>the sides of its result are not multiples of the sides of its input</source>
   <translation>結果が、各辺が入力の整数倍になる画像ではありません</translation>
  </message>
  <message>
   <source>its result does not look like the picture, as the file does not say which range of values the network was trained with; its ncnn version (.param with .bin) does</source>
   <translation>ネットワークの学習に使われた値の範囲がファイルに書かれていないため、結果が元の画像と異なります。ncnn 版（.param と .bin）には書かれています</translation>
  </message>
  <message>
   <source>There was not enough memory or disk space at first, so the picture was tried again on its own.</source>
   <translation>最初はメモリまたはディスクの空きが足りなかったため、この画像だけでもう一度処理しました。</translation>
  </message>
  <message>
   <source>Another run is also writing to {folder}. The two do not touch each other's files.</source>
   <translation>別の処理が {folder} に書き込んでいます。互いのファイルに影響はありません。</translation>
  </message>
  <message>
   <source>The journal cannot be written, so an interrupted run cannot be resumed: {reason}.</source>
   <translation>進行状況を記録できないため、中断した処理を再開できません：{reason}。</translation>
  </message>
  <message>
   <source>The existing result {path} is damaged and will be replaced.</source>
   <translation>既存の結果{path}は破損しているため、置き換えます。</translation>
  </message>
  <message>
   <source>Other runs cannot be detected ({reason}). Do not let two runs write to the same folder.</source>
   <translation>ほかの処理を検出できません ({reason})。2つの処理で同じフォルダーに書き込まないでください。</translation>
  </message>
  <message>
   <source>JPEG artefacts found · restoring at {denoise} %</source>
   <translation>JPEGの劣化を検出 · 修復 {denoise}%</translation>
  </message>
  <message>
   <source>Noise found · restoring at {denoise} %</source>
   <translation>ノイズを検出 · 修復 {denoise}%</translation>
  </message>
  <message>
   <source>Blur found · restoring at {denoise} %</source>
   <translation>ぼけを検出 · 修復 {denoise}%</translation>
  </message>
  <message>
   <source>Drawing or text found · model for drawings</source>
   <translation>イラストまたは文字を検出 · イラスト用モデル</translation>
  </message>
  <message>
   <source>Clean · no restoration needed</source>
   <translation>劣化なし · 修復は不要</translation>
  </message>
  <message>
   <source>{denoised} · detail&#160;{detail}</source>
   <translation>{denoised} · ディテール&#160;{detail}</translation>
  </message>
  <message>
   <source>“{path}”</source>
   <translation>「{path}」</translation>
  </message>
  <message>
   <source>{some}, {one}</source>
   <translation>{some}、{one}</translation>
  </message>
  <message>
   <source>The folder {wanted} cannot be written to, so results go to {folder}.</source>
   <translation>フォルダー {wanted} に書き込めないため、結果は {folder} に保存されます。</translation>
  </message>
  <message>
   <source>The results may not all fit in {folder}, which has {free} free; those that fit are saved.</source>
   <translation>結果がすべて {folder} に収まらない可能性があります (空き容量：{free})。収まる分は保存されます。</translation>
  </message>
  <message>
   <source>Cancelled.</source>
   <translation>キャンセルしました。</translation>
  </message>
  <message>
   <source>Something went wrong inside the app: {reason}.</source>
   <translation>アプリの内部で問題が発生しました：{reason}。</translation>
  </message>
  <message>
   <source>The app crashed on this picture {times} times, so it was left out: {path}.</source>
   <translation>この画像でアプリが{times}回クラッシュしたため、除外しました：{path}。</translation>
  </message>
  <message>
   <source>The picture needs {needed_megabytes} MB of memory, but only {free_megabytes} MB are free.</source>
   <translation>この画像には{needed_megabytes} MBのメモリが必要ですが、空きは{free_megabytes} MBしかありません。</translation>
  </message>
  <message>
   <source>The cluster cannot do this: {reason}.</source>
   <translation>クラスターで実行できません: {reason}。</translation>
  </message>
  <message>
   <source>It failed in an earlier run: {told}.</source>
   <translation>前回の実行で失敗しました：{told}。</translation>
  </message>
  <message>
   <source>The picture is already larger than this size: it has {width} × {height} pixels.</source>
   <translation>画像はすでにこのサイズより大きく、{width} × {height} ピクセルあります。</translation>
  </message>
  <message>
   <source>The picture is too small for this size. The largest size it can have is {width} × {height} pixels.</source>
   <translation>画像が小さすぎるため、このサイズにはできません。最大で {width} × {height} ピクセルまで拡大できます。</translation>
  </message>
  <message>
   <source>This model does not make pictures larger: the result would have {width} × {height} pixels.</source>
   <translation>このモデルは画像を拡大しません。結果は {width} × {height} ピクセルになります。</translation>
  </message>
  <message>
   <source>The crop {crop} is not inside the picture, which has {width} × {height} pixels.</source>
   <translation>トリミング範囲 {crop} は画像 ({width} × {height} ピクセル) からはみ出しています。</translation>
  </message>
  <message>
   <source>The model {model} cannot denoise at {denoise}: the largest strength is {largest}.</source>
   <translation>モデル {model} ではノイズ除去の強さを{denoise}にできません。最大は{largest}です。</translation>
  </message>
  <message>
   <source>The model {model} does not denoise.</source>
   <translation>モデル{model}はノイズを除去しません。</translation>
  </message>
  <message>
   <source>Detail {detail} is outside 0 to {largest}.</source>
   <translation>ディテール {detail} は 0 ~ {largest} の範囲外です。</translation>
  </message>
  <message>
   <source>The model {model} has no setting for detail.</source>
   <translation>モデル {model} にはディテールの設定がありません。</translation>
  </message>
  <message>
   <source>“{cells}” is not a cell size in pixels, such as 32x32.</source>
   <translation>「{cells}」は 32x32 のようなセルのピクセルサイズではありません。</translation>
  </message>
  <message>
   <source>A picture of {width} × {height} pixels cannot be cut into cells of {cells}, or its cells would not have whole pixels at this size.</source>
   <translation>{width} × {height} ピクセルの画像は {cells} のセルに分割できないか、このサイズではセルが整数のピクセルになりません。</translation>
  </message>
  <message>
   <source>The result would replace the original {path}.</source>
   <translation>結果が元画像{path}を上書きしてしまいます。</translation>
  </message>
  <message>
   <source>Results of {path} cannot be saved in that folder itself: they would be upscaled the next time.</source>
   <translation>{path}の結果をそのフォルダー自体に保存することはできません。次回、結果まで高解像度化されてしまいます。</translation>
  </message>
  <message>
   <source>{path} is the name of one file, but more than one picture was given.</source>
   <translation>{path}は1つのファイルの名前ですが、複数の画像が指定されています。</translation>
  </message>
  <message>
   <source>{path} does not have the extension of a format that can be written ({writable}).</source>
   <translation>{path}の拡張子は書き込める形式のものではありません（{writable}）。</translation>
  </message>
  <message>
   <source>The file name “{template}” has an unknown placeholder: {field}. Available: {known}.</source>
   <translation>ファイル名「{template}」に不明な項目があります：{field}。使用できる項目：{known}。</translation>
  </message>
  <message>
   <source>The file name “{template}” is empty.</source>
   <translation>ファイル名「{template}」は空です。</translation>
  </message>
  <message>
   <source>The file name “{template}” cannot contain folders: / and \ are not allowed.</source>
   <translation>ファイル名「{template}」にフォルダーを含めることはできません。/ と \ は使用できません。</translation>
  </message>
  <message>
   <source>There is no file {path}.</source>
   <translation>ファイル{path}がありません。</translation>
  </message>
  <message>
   <source>{path} cannot be read: {reason}.</source>
   <translation>{path}を読み込めません：{reason}。</translation>
  </message>
  <message>
   <source>The file {path} is empty.</source>
   <translation>{path}は中身のない空のファイルです。</translation>
  </message>
  <message>
   <source>{path} is not a picture in a format that can be read ({readable}).</source>
   <translation>{path}は読み込める形式の画像ではありません ({readable})。</translation>
  </message>
  <message>
   <source>There is not enough memory to read {path}.</source>
   <translation>{path} を読み込むためのメモリが足りません。</translation>
  </message>
  <message>
   <source>{path} is damaged: {reason}.</source>
   <translation>{path}は破損しています：{reason}。</translation>
  </message>
  <message>
   <source>{path} was not upscaled: two decoders read different pixels from it.</source>
   <translation>{path} は拡大されませんでした。2 つのデコーダーで読み取ったピクセルが異なります。</translation>
  </message>
  <message>
   <source>{path} has a pixel format that is not supported yet ({pixels}).</source>
   <translation>{path}のピクセルの種類は、まだ高解像度化に対応していません ({pixels})。</translation>
  </message>
  <message>
   <source>{path} is too large: {width} × {height} pixels, more than {limit_megapixels} megapixels.</source>
   <translation>{path}は大きすぎます。{width} × {height}ピクセルは上限の{limit_megapixels}メガピクセルを超えています。</translation>
  </message>
  <message>
   <source>The folder {path} cannot be written to: {reason}.</source>
   <translation>フォルダー{path}に書き込めません：{reason}。</translation>
  </message>
  <message>
   <source>There is not enough free space in {path} for {needed_megabytes} MB of working files.</source>
   <translation>{path}に作業ファイル用の空き容量{needed_megabytes} MBがありません。</translation>
  </message>
  <message>
   <source>{path} cannot hold {width} × {height} pixels: they exceed the limit of its format. These formats can: {able}.</source>
   <translation>{path}の形式の上限を超えるため、{width} × {height}ピクセルは収まりません。保存できる形式：{able}。</translation>
  </message>
  <message>
   <source>{path} could not be written: {reason}.</source>
   <translation>{path}を書き込めませんでした：{reason}。</translation>
  </message>
  <message>
   <source>{path} failed a check and was discarded: {reason}.</source>
   <translation>{path}は検査で問題が見つかったため破棄されました：{reason}。</translation>
  </message>
  <message>
   <source>There is no model named {model}. Available: {known}.</source>
   <translation>モデル {model} はありません。使用できるモデル：{known}。</translation>
  </message>
  <message>
   <source>The model {model} cannot be loaded from {path}: {reason}.</source>
   <translation>モデル {model} を{path}から読み込めません：{reason}。</translation>
  </message>
  <message>
   <source>The weights of the model {model} in {path} are damaged: their checksum is wrong.</source>
   <translation>{path}にあるモデル {model} の重みが破損しています。チェックサムが一致しません。</translation>
  </message>
  <message>
   <source>The weights of the model {model} do not fit its network: {keys}.</source>
   <translation>モデル {model} の重みがニューラルネットの構造と一致しません：{keys}。</translation>
  </message>
  <message>
   <source>The device {device} is not available here. Available: {available}.</source>
   <translation>デバイス {device} はここでは使用できません。使用できるデバイス：{available}。</translation>
  </message>
  <message>
   <source>The precision {precision} is not available on {device}.</source>
   <translation>精度 {precision} は {device} では使用できません。</translation>
  </message>
  <message>
   <source>The backend {backend} cannot run this model on {device}. Available: {available}.</source>
   <translation>バックエンド {backend} は {device} でこのモデルを実行できません。使用できるバックエンド：{available}。</translation>
  </message>
  <message>
   <source>The network failed on {device}: {reason}.</source>
   <translation>{device} でのニューラルネットの計算に失敗しました：{reason}。</translation>
  </message>
  <message>
   <source>something went wrong</source>
   <translation>問題が発生しました</translation>
  </message>
  <message>
   <source>the app crashed on it</source>
   <translation>この画像でアプリが異常終了しました</translation>
  </message>
  <message>
   <source>not enough memory</source>
   <translation>メモリが足りません</translation>
  </message>
  <message>
   <source>the options are not valid</source>
   <translation>オプションが正しくありません</translation>
  </message>
  <message>
   <source>it is already larger</source>
   <translation>すでにこれより大きい</translation>
  </message>
  <message>
   <source>too small for this size</source>
   <translation>このサイズには小さすぎる</translation>
  </message>
  <message>
   <source>the model does not enlarge</source>
   <translation>モデルが拡大に対応していない</translation>
  </message>
  <message>
   <source>the cells do not fit</source>
   <translation>セルが合いません</translation>
  </message>
  <message>
   <source>the crop is not inside the picture</source>
   <translation>トリミング範囲が画像からはみ出しています</translation>
  </message>
  <message>
   <source>it would replace the original</source>
   <translation>元の画像を上書きしてしまいます</translation>
  </message>
  <message>
   <source>the file cannot be read</source>
   <translation>ファイルを読み込めません</translation>
  </message>
  <message>
   <source>the file is gone</source>
   <translation>ファイルが見つかりません</translation>
  </message>
  <message>
   <source>the file is empty</source>
   <translation>ファイルが空です</translation>
  </message>
  <message>
   <source>not a picture</source>
   <translation>画像ではありません</translation>
  </message>
  <message>
   <source>the file is damaged</source>
   <translation>ファイルが壊れています</translation>
  </message>
  <message>
   <source>decoders disagree on its pixels</source>
   <translation>デコーダーによって画素が異なります</translation>
  </message>
  <message>
   <source>this pixel format is not supported</source>
   <translation>対応していない画素形式です</translation>
  </message>
  <message>
   <source>the picture is too large</source>
   <translation>画像が大きすぎます</translation>
  </message>
  <message>
   <source>the result could not be written</source>
   <translation>結果を書き込めませんでした</translation>
  </message>
  <message>
   <source>the folder cannot be written to</source>
   <translation>フォルダーに書き込めません</translation>
  </message>
  <message>
   <source>not enough free space on the disk</source>
   <translation>ディスクの空き容量が足りません</translation>
  </message>
  <message>
   <source>too large for the format</source>
   <translation>この形式には大きすぎます</translation>
  </message>
  <message>
   <source>the result failed a check</source>
   <translation>結果が検査に通りませんでした</translation>
  </message>
  <message>
   <source>the model cannot be loaded</source>
   <translation>モデルを読み込めません</translation>
  </message>
  <message>
   <source>the device is not available</source>
   <translation>デバイスを使用できません</translation>
  </message>
  <message>
   <source>the network failed</source>
   <translation>ネットワークの処理に失敗しました</translation>
  </message>
  <message>
   <source>Try again.</source>
   <translation>もう一度お試しください。</translation>
  </message>
  <message>
   <source>Try again. If it happens again, please report it with the details.</source>
   <translation>もう一度お試しください。再発する場合は、詳細を添えてご報告ください。</translation>
  </message>
  <message>
   <source>Close other programs or choose a smaller size, then try again.</source>
   <translation>ほかのプログラムを終了するか、より小さいサイズを選んで、もう一度お試しください。</translation>
  </message>
  <message>
   <source>Change the options, then try again.</source>
   <translation>オプションを変更してから、もう一度お試しください。</translation>
  </message>
  <message>
   <source>Choose another size.</source>
   <translation>別のサイズを選んでください。</translation>
  </message>
  <message>
   <source>Choose another model.</source>
   <translation>別のモデルを選んでください。</translation>
  </message>
  <message>
   <source>Crop it again, or use the whole picture.</source>
   <translation>トリミングし直すか、画像全体を使ってください。</translation>
  </message>
  <message>
   <source>It may have been moved or deleted. Add it again from where it is now.</source>
   <translation>移動または削除された可能性があります。現在の場所からもう一度追加してください。</translation>
  </message>
  <message>
   <source>Check that you have permission to read the file and that no other program has it open.</source>
   <translation>ファイルの読み取り権限があるか、ほかのプログラムで開かれていないかを確認してください。</translation>
  </message>
  <message>
   <source>A copy or download may have failed. Get it again from where it came from.</source>
   <translation>コピーまたはダウンロードに失敗した可能性があります。元の場所からもう一度取得してください。</translation>
  </message>
  <message>
   <source>Open it in the program it comes from and save it as PNG or JPEG.</source>
   <translation>作成元のプログラムで開き、PNGまたはJPEGとして保存してください。</translation>
  </message>
  <message>
   <source>Close other programs, then try again.</source>
   <translation>ほかのプログラムを終了して、もう一度お試しください。</translation>
  </message>
  <message>
   <source>This copy of the file is incomplete. Get it again from where it came from, or choose “Upscale what can be read” under “More options”.</source>
   <translation>このファイルのコピーは不完全です。入手元からもう一度入手するか、「その他のオプション」で「読み込める部分を高解像度化」を選んでください。</translation>
  </message>
  <message>
   <source>This copy of the file is incomplete. Get it again from where it came from.</source>
   <translation>このファイルのコピーは不完全です。入手元からもう一度入手してください。</translation>
  </message>
  <message>
   <source>Open it in the program it comes from and save it as PNG.</source>
   <translation>元のアプリケーションで開き、PNG として保存してください。</translation>
  </message>
  <message>
   <source>Use another program to save it as PNG or TIFF with 8 or 16 bits per channel.</source>
   <translation>別のプログラムで、1チャンネルあたり8ビットまたは16ビットのPNGまたはTIFFとして保存してください。</translation>
  </message>
  <message>
   <source>Cut it into parts or make it smaller first.</source>
   <translation>先に分割するか、縮小してください。</translation>
  </message>
  <message>
   <source>Choose another folder for the results.</source>
   <translation>結果の保存先に別のフォルダーを選んでください。</translation>
  </message>
  <message>
   <source>Free some space on that disk, then try again.</source>
   <translation>そのディスクの空き容量を増やしてから、もう一度お試しください。</translation>
  </message>
  <message>
   <source>Choose one of these formats, or a smaller size.</source>
   <translation>これらの形式のいずれか、またはより小さいサイズを選んでください。</translation>
  </message>
  <message>
   <source>The disk may be full or disconnected. Check it, or choose another folder for the results.</source>
   <translation>ディスクがいっぱいか、取り外された可能性があります。ディスクを確認するか、結果の保存先に別のフォルダーを選んでください。</translation>
  </message>
  <message>
   <source>Try again. If it happens again, the disk or the memory may be faulty.</source>
   <translation>もう一度お試しください。再発する場合は、ディスクまたはメモリが故障している可能性があります。</translation>
  </message>
  <message>
   <source>The app is damaged. Install it again.</source>
   <translation>アプリが破損しています。再インストールしてください。</translation>
  </message>
  <message>
   <source>Choose another model, or add this one again.</source>
   <translation>別のモデルを選ぶか、このモデルをもう一度追加してください。</translation>
  </message>
  <message>
   <source>Choose the automatic device, then try again.</source>
   <translation>デバイスを自動にして、もう一度お試しください。</translation>
  </message>
  <message>
   <source>the connection to the scheduler is lost</source>
   <translation>スケジューラーとの接続が失われました</translation>
  </message>
  <message>
   <source>its processes ended and were not restarted</source>
   <translation>プロセスが終了し、再起動しません</translation>
  </message>
  <message>
   <source>another program has created a file of this name in the meantime</source>
   <translation>その間に別のプログラムが同じ名前のファイルを作成しました</translation>
  </message>
  <message>
   <source>the file is cut off</source>
   <translation>ファイルが途中で切れています</translation>
  </message>
  <message>
   <source>32 bits or floating point</source>
   <translation>32ビットまたは浮動小数点</translation>
  </message>
  <message>
   <source>bits of a colour that are not adjacent</source>
   <translation>隣り合っていない色のビット</translation>
  </message>
  <message>
   <source>its header is invalid</source>
   <translation>ヘッダーの内容が不正です</translation>
  </message>
  <message>
   <source>the written file cannot be read, or has the wrong size</source>
   <translation>書き込まれたファイルを読み込めないか、サイズが異なります</translation>
  </message>
  <message>
   <source>the written file has different pixels</source>
   <translation>書き込まれたファイルのピクセルが異なります</translation>
  </message>
  <message>
   <source>colours multiplied by alpha</source>
   <translation>アルファを乗算した色</translation>
  </message>
  <message>
   <source>channels in an unusual order</source>
   <translation>通常と異なる順序のチャンネル</translation>
  </message>
  <message>
   <source>a palette of colours other than RGB and gray</source>
   <translation>RGBとグレー以外の色のパレット</translation>
  </message>
  <message>
   <source>CgBI, the PNG of iOS apps</source>
   <translation>iOSアプリのPNG（CgBI）</translation>
  </message>
  <message>
   <source>the written file has the wrong number of pictures</source>
   <translation>書き込まれたファイルの画像の枚数が異なります</translation>
  </message>
  <message>
   <source>the written file cannot be read</source>
   <translation>書き込まれたファイルを読み込めません</translation>
  </message>
  <message>
   <source>it is not a file</source>
   <translation>ファイルではありません</translation>
  </message>
  <message>
   <source>the encoder or the disk reported an error</source>
   <translation>エンコーダーまたはディスクがエラーを報告しました</translation>
  </message>
  <message>
   <source>the result does not match the original</source>
   <translation>結果が元画像と一致しません</translation>
  </message>
 </context>
</TS>
