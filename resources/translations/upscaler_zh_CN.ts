<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>modes</name>
  <message>
   <source>Side by side</source>
   <translation>并排</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>分割</translation>
  </message>
  <message>
   <source>Flicker</source>
   <translation>切换</translation>
  </message>
  <message>
   <source>What was added</source>
   <translation>新增内容</translation>
  </message>
  <message>
   <source>Variants</source>
   <translation>变体</translation>
  </message>
  <message>
   <source>Original and result side by side, or one above the other if that shows more</source>
   <translation>并排显示原图和结果；上下排列更大时则上下显示</translation>
  </message>
  <message>
   <source>One picture; drag the line between original and result</source>
   <translation>一张图片；拖动原图与结果之间的分界线</translation>
  </message>
  <message>
   <source>Original and result alternate; hold Space or the right mouse button to see the original</source>
   <translation>交替显示原图和结果；按住空格键或右键显示原图</translation>
  </message>
  <message>
   <source>What the network added to the enlarged original</source>
   <translation>神经网络在放大后的原图上新增的内容</translation>
  </message>
  <message>
   <source>The part in view with different settings; use the one you like best</source>
   <translation>以不同设置显示可见部分；选用最满意的一种</translation>
  </message>
  <message>
   <source>How to compare</source>
   <translation>对比方式</translation>
  </message>
 </context>
 <context>
  <name>ZoomControls</name>
  <message>
   <source>Zoom</source>
   <translation>缩放</translation>
  </message>
  <message>
   <source>Fit</source>
   <translation>适合窗口</translation>
  </message>
  <message>
   <source>The whole picture (F)</source>
   <translation>显示整张图片 (F)</translation>
  </message>
  <message>
   <source>Zoom relative to the pixels of the result</source>
   <translation>按结果像素计的缩放比例</translation>
  </message>
  <message>
   <source>One pixel of the result per pixel of the screen (Z)</source>
   <translation>结果的一个像素对应屏幕的一个像素 (Z)</translation>
  </message>
  <message>
   <source>Zoom: {zoom}</source>
   <translation>缩放：{zoom}</translation>
  </message>
 </context>
 <context>
  <name>view</name>
  <message>
   <source>Fit</source>
   <translation>适合窗口</translation>
  </message>
  <message>
   <source>100 %</source>
   <translation>100 %</translation>
  </message>
  <message>
   <source>Zoom in</source>
   <translation>放大显示</translation>
  </message>
  <message>
   <source>Zoom out</source>
   <translation>缩小显示</translation>
  </message>
  <message>
   <source>Magnifier</source>
   <translation>放大镜</translation>
  </message>
 </context>
 <context>
  <name>CropArea</name>
  <message>
   <source>The part to upscale</source>
   <translation>要放大的部分</translation>
  </message>
 </context>
 <context>
  <name>CropDialog</name>
  <message>
   <source>Crop</source>
   <translation>裁剪</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>正在打开…</translation>
  </message>
  <message>
   <source>Aspect ratio</source>
   <translation>宽高比</translation>
  </message>
  <message>
   <source>Any ratio</source>
   <translation>任意比例</translation>
  </message>
  <message>
   <source>Same as the original</source>
   <translation>与原图相同</translation>
  </message>
  <message>
   <source>Rotate</source>
   <translation>旋转</translation>
  </message>
  <message>
   <source>Swap width and height</source>
   <translation>交换宽度和高度</translation>
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
   <translation>宽</translation>
  </message>
  <message>
   <source>Height</source>
   <translation>高</translation>
  </message>
  <message>
   <source>Whole picture</source>
   <translation>整张图片</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>{size} px of {whole}</source>
   <translation>{whole} 中的 {size} 像素</translation>
  </message>
  <message>
   <source>This part is not inside the picture.</source>
   <translation>此区域超出了图片。</translation>
  </message>
 </context>
 <context>
  <name>ExportDialog</name>
  <message>
   <source>Save the comparison</source>
   <translation>保存对比图</translation>
  </message>
  <message>
   <source>Arrangement</source>
   <translation>排列方式</translation>
  </message>
  <message>
   <source>Side by side</source>
   <translation>并排</translation>
  </message>
  <message>
   <source>One above the other</source>
   <translation>上下排列</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>分割</translation>
  </message>
  <message>
   <source>Part</source>
   <translation>范围</translation>
  </message>
  <message>
   <source>Whole picture</source>
   <translation>整张图片</translation>
  </message>
  <message>
   <source>Part in view</source>
   <translation>当前可见部分</translation>
  </message>
  <message>
   <source>With labels</source>
   <translation>带标签</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Save…</source>
   <translation>保存…</translation>
  </message>
  <message>
   <source>The comparison as it will be saved</source>
   <translation>将要保存的对比图</translation>
  </message>
  <message>
   <source>{width} × {height} pixels</source>
   <translation>{width} × {height} 像素</translation>
  </message>
  <message>
   <source>Copied.</source>
   <translation>已复制。</translation>
  </message>
  <message>
   <source>comparison</source>
   <translation>对比</translation>
  </message>
  <message>
   <source>Saved as {path}</source>
   <translation>已保存为 {path}</translation>
  </message>
 </context>
 <context>
  <name>Navigator</name>
  <message>
   <source>Navigator</source>
   <translation>导航器</translation>
  </message>
  <message>
   <source>The whole picture; click or drag to move the part in view</source>
   <translation>整张图片；单击或拖动可移动可见部分</translation>
  </message>
 </context>
 <context>
  <name>Presenter</name>
  <message>
   <source>Opening…</source>
   <translation>正在打开…</translation>
  </message>
  <message>
   <source>Upscaling {scale} · {size}</source>
   <translation>正在放大 {scale} · {size}</translation>
  </message>
  <message>
   <source>No preview: {reason}</source>
   <translation>无法预览：{reason}</translation>
  </message>
  <message>
   <source>Preview…</source>
   <translation>正在生成预览…</translation>
  </message>
  <message>
   <source>New settings in the frame · {scale}</source>
   <translation>框内为新设置 · {scale}</translation>
  </message>
  <message>
   <source>New settings {scale} · {size}</source>
   <translation>新设置 {scale} · {size}</translation>
  </message>
  <message>
   <source>Preview in the frame · {scale}</source>
   <translation>框内为预览 · {scale}</translation>
  </message>
  <message>
   <source>Preview {scale} · {size}</source>
   <translation>预览 {scale} · {size}</translation>
  </message>
  <message>
   <source>Existing file · {size}</source>
   <translation>现有文件 · {size}</translation>
  </message>
 </context>
 <context>
  <name>content</name>
  <message>
   <source>Original · {size}</source>
   <translation>原图 · {size}</translation>
  </message>
  <message>
   <source>Upscaled {scale} · {size}</source>
   <translation>已放大 {scale} · {size}</translation>
  </message>
  <message>
   <source>Upscaled · {size}</source>
   <translation>已放大 · {size}</translation>
  </message>
  <message>
   <source>What the network added</source>
   <translation>神经网络新增的内容</translation>
  </message>
 </context>
 <context>
  <name>TakeButtons</name>
  <message>
   <source>Use</source>
   <translation>使用</translation>
  </message>
  <message>
   <source>In use</source>
   <translation>使用中</translation>
  </message>
  <message>
   <source>Use {settings}</source>
   <translation>使用 {settings}</translation>
  </message>
 </context>
 <context>
  <name>ViewTools</name>
  <message>
   <source>Comparison tools</source>
   <translation>对比工具</translation>
  </message>
  <message>
   <source>Original shown as:</source>
   <translation>原图显示为：</translation>
  </message>
  <message>
   <source>Magnifier under the pointer (M)</source>
   <translation>指针处的放大镜 (M)</translation>
  </message>
  <message>
   <source>Crop the picture (Ctrl+K)</source>
   <translation>裁剪图片 (Ctrl+K)</translation>
  </message>
  <message>
   <source>Save or copy the comparison (Ctrl+Shift+S)</source>
   <translation>保存或复制对比图 (Ctrl+Shift+S)</translation>
  </message>
  <message>
   <source>Full screen (F11)</source>
   <translation>全屏 (F11)</translation>
  </message>
  <message>
   <source>How much the difference is amplified</source>
   <translation>差异的增强程度</translation>
  </message>
  <message>
   <source>Pixels</source>
   <translation>像素</translation>
  </message>
  <message>
   <source>The original as it is: every pixel is a square (nearest)</source>
   <translation>原样显示原图：每个像素都是一个方块 (nearest)</translation>
  </message>
  <message>
   <source>Smooth</source>
   <translation>平滑</translation>
  </message>
  <message>
   <source>The original enlarged smoothly, without the network (bicubic)</source>
   <translation>不经网络、平滑放大的原图 (bicubic)</translation>
  </message>
  <message>
   <source>Original shown as: {kind}</source>
   <translation>原图显示为：{kind}</translation>
  </message>
  <message>
   <source>Detail</source>
   <translation>细节</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>强度</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>模型</translation>
  </message>
  <message>
   <source>Variants: {kind}</source>
   <translation>变体：{kind}</translation>
  </message>
  <message>
   <source>Difference amplified {gain}</source>
   <translation>差异放大 {gain}</translation>
  </message>
 </context>
 <context>
  <name>variants</name>
  <message>
   <source>Faithful</source>
   <translation>忠实</translation>
  </message>
  <message>
   <source>Natural</source>
   <translation>自然</translation>
  </message>
  <message>
   <source>Crisp</source>
   <translation>锐利</translation>
  </message>
  <message>
   <source>Detail {value}</source>
   <translation>细节 {value}</translation>
  </message>
  <message>
   <source>Strength {value}</source>
   <translation>强度 {value}</translation>
  </message>
 </context>
 <context>
  <name>ComparisonView</name>
  <message>
   <source>Comparison</source>
   <translation>对比</translation>
  </message>
 </context>
 <context>
  <name>CompareWindow</name>
  <message>
   <source>Comparison</source>
   <translation>对比</translation>
  </message>
 </context>
 <context>
  <name>AboutDialog</name>
  <message>
   <source>About Upscaler</source>
   <translation>关于 Upscaler</translation>
  </message>
  <message>
   <source>Upscaler {version}</source>
   <translation>Upscaler {version}</translation>
  </message>
  <message>
   <source>Upscales pictures on this computer: no picture is sent anywhere.</source>
   <translation>在本机上放大图片：不会向任何地方发送图片。</translation>
  </message>
  <message>
   <source>Free software under the MIT licence.</source>
   <translation>自由软件，采用 MIT 许可证。</translation>
  </message>
  <message>
   <source>What is new, and the included components with their licences:</source>
   <translation>新增内容，以及所含组件（各有其许可证）：</translation>
  </message>
  <message>
   <source>Components</source>
   <translation>组件</translation>
  </message>
  <message>
   <source>Licence text</source>
   <translation>许可证文本</translation>
  </message>
  <message>
   <source>What is new</source>
   <translation>新增内容</translation>
  </message>
  <message>
   <source>This component comes without a licence text.</source>
   <translation>此组件未附带许可证文本。</translation>
  </message>
 </context>
 <context>
  <name>questions</name>
  <message>
   <source>Stop the run?</source>
   <translation>停止任务？</translation>
  </message>
  <message>
   <source>The progress on {name} will be lost. Unfinished pictures stay in the queue.</source>
   <translation>{name} 的进度会丢失。未完成的图片留在队列中。</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>Keep upscaling</source>
   <translation>继续放大</translation>
  </message>
  <message>
   <source>Cancel this picture?</source>
   <translation>取消处理这张图片？</translation>
  </message>
  <message>
   <source>The progress on {name} will be lost.</source>
   <translation>{name} 的进度将会丢失。</translation>
  </message>
  <message>
   <source>Cancel the picture</source>
   <translation>取消处理</translation>
  </message>
  <message>
   <source>{name} is not finished. You can resume it the next time the app starts.</source>
   <translation>{name} 尚未完成。下次启动应用时可以继续。</translation>
  </message>
  <message>
   <source>{pictures} are not finished. You can resume them the next time the app starts.</source>
   <translation>{pictures}尚未完成。下次启动应用时可以继续。</translation>
  </message>
  <message>
   <source>Close while upscaling?</source>
   <translation>正在放大，仍要关闭？</translation>
  </message>
  <message>
   <source>Stop and close</source>
   <translation>停止并关闭</translation>
  </message>
  <message>
   <source>Resume the last run?</source>
   <translation>继续上次的任务？</translation>
  </message>
  <message>
   <source>{left} of {pictures} are not finished yet. Finished results are kept.</source>
   <translation>{pictures}中还有 {left} 张未完成。已完成的结果会保留。</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>继续</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>放弃</translation>
  </message>
 </context>
 <context>
  <name>FailuresDialog</name>
  <message>
   <source>{pictures} failed</source>
   <translation>{pictures}失败</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>图片</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>原因</translation>
  </message>
  <message>
   <source>Pictures that failed</source>
   <translation>失败的图片</translation>
  </message>
  <message>
   <source>Try all again</source>
   <translation>全部重试</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>导出…</translation>
  </message>
  <message>
   <source>Save this list as a CSV or JSON file</source>
   <translation>将此列表保存为 CSV 或 JSON 文件</translation>
  </message>
  <message>
   <source>The list cannot be saved: {reason}.</source>
   <translation>无法保存列表：{reason}。</translation>
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
   <translation>导出失败项列表</translation>
  </message>
 </context>
 <context>
  <name>licences</name>
  <message>
   <source>Model: {name}</source>
   <translation>模型：{name}</translation>
  </message>
 </context>
 <context>
  <name>LogDialog</name>
  <message>
   <source>Log</source>
   <translation>日志</translation>
  </message>
  <message>
   <source>Copy diagnostics</source>
   <translation>复制诊断信息</translation>
  </message>
  <message>
   <source>Versions, the log and the last crash, ready to paste into a report</source>
   <translation>版本、日志和上次崩溃信息，可粘贴到问题反馈中</translation>
  </message>
  <message>
   <source>Copied. The text contains names of files and folders, so check it before you send it.</source>
   <translation>已复制。其中含有文件和文件夹的名称，发送前请检查。</translation>
  </message>
 </context>
 <context>
  <name>NewVersions</name>
  <message>
   <source>Tell me about new versions</source>
   <translation>有新版本时通知</translation>
  </message>
  <message>
   <source>Asks {host} at most once a day. Like any website, it sees your IP address; nothing else about you or your pictures is sent, and nothing is downloaded.</source>
   <translation>每天最多向 {host} 查询一次。与任何网站一样，对方会看到 IP 地址；除此之外不会发送有关用户或图片的任何信息，也不会下载任何内容。</translation>
  </message>
  <message>
   <source>Check now</source>
   <translation>立即检查</translation>
  </message>
  <message>
   <source>See what is new</source>
   <translation>查看新内容</translation>
  </message>
  <message>
   <source>Checking…</source>
   <translation>正在检查…</translation>
  </message>
  <message>
   <source>Upscaler {version} is available.</source>
   <translation>Upscaler {version} 已发布。</translation>
  </message>
  <message>
   <source>This is the newest version, {version}.</source>
   <translation>当前已是最新版本 {version}。</translation>
  </message>
  <message>
   <source>No answer from {host}. Try again later.</source>
   <translation>{host} 没有响应。请稍后重试。</translation>
  </message>
 </context>
 <context>
  <name>SettingsDialog</name>
  <message>
   <source>Settings</source>
   <translation>设置</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>外观</translation>
  </message>
  <message>
   <source>Same as the system</source>
   <translation>跟随系统</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>浅色</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>深色</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>语言</translation>
  </message>
  <message>
   <source>Notify me when all pictures are done</source>
   <translation>所有图片完成后通知我</translation>
  </message>
  <message>
   <source>Only while the window is in the background.</source>
   <translation>仅当窗口在后台时。</translation>
  </message>
  <message>
   <source>Keep the computer awake</source>
   <translation>阻止电脑睡眠</translation>
  </message>
  <message>
   <source>Only while pictures are being upscaled; the screen may go dark.</source>
   <translation>仅在放大图片期间；屏幕仍可熄灭。</translation>
  </message>
  <message>
   <source>While upscaling</source>
   <translation>放大过程中</translation>
  </message>
  <message>
   <source>Working files</source>
   <translation>临时文件</translation>
  </message>
  <message>
   <source>Your cache folder</source>
   <translation>缓存文件夹</translation>
  </message>
  <message>
   <source>Choose a folder…</source>
   <translation>选择文件夹…</translation>
  </message>
  <message>
   <source>Folder for working files</source>
   <translation>临时文件的存放位置</translation>
  </message>
  <message>
   <source>Very large results are assembled there; choose a disk with plenty of free space.</source>
   <translation>超大的结果图片在此处拼合；请选择空间充足的磁盘。</translation>
  </message>
  <message>
   <source>New versions</source>
   <translation>新版本</translation>
  </message>
  <message>
   <source>Takes effect the next time the app starts.</source>
   <translation>下次启动应用后生效。</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsDialog</name>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>键盘快捷键</translation>
  </message>
  <message>
   <source>Everywhere</source>
   <translation>通用</translation>
  </message>
  <message>
   <source>Selected pictures</source>
   <translation>所选图片</translation>
  </message>
  <message>
   <source>Comparison</source>
   <translation>对比</translation>
  </message>
  <message>
   <source>Shortcuts outside “Everywhere” work while the queue or the comparison has the focus.</source>
   <translation>除“通用”外，按键在队列或对比视图获得焦点时有效。</translation>
  </message>
  <message>
   <source>Show the original</source>
   <translation>显示原图</translation>
  </message>
  <message>
   <source>Hold the space bar</source>
   <translation>按住空格键</translation>
  </message>
  <message>
   <source>Next or previous picture</source>
   <translation>下一张或上一张图片</translation>
  </message>
  <message>
   <source>Arrow keys</source>
   <translation>方向键</translation>
  </message>
  <message>
   <source>Move the picture</source>
   <translation>移动图片</translation>
  </message>
  <message>
   <source>Shift+arrow keys, or drag</source>
   <translation>Shift+方向键，或拖动</translation>
  </message>
  <message>
   <source>Zoom at the pointer</source>
   <translation>以指针为中心缩放</translation>
  </message>
  <message>
   <source>Mouse wheel</source>
   <translation>鼠标滚轮</translation>
  </message>
  <message>
   <source>Whole picture, or 100&#8239;% at the pointer</source>
   <translation>整张图片，或在指针处 100&#8239;%</translation>
  </message>
  <message>
   <source>Double-click</source>
   <translation>双击</translation>
  </message>
  <message>
   <source>Show or hide both panels</source>
   <translation>显示或隐藏两侧面板</translation>
  </message>
  <message>
   <source>Tab, after a click in the picture</source>
   <translation>单击图片后按 Tab</translation>
  </message>
 </context>
 <context>
  <name>DropArea</name>
  <message>
   <source>Drop pictures or folders here</source>
   <translation>将图片或文件夹拖放到此处</translation>
  </message>
  <message>
   <source>Choose pictures…</source>
   <translation>选择图片…</translation>
  </message>
  <message>
   <source>Try it with a sample picture</source>
   <translation>用示例图片试试</translation>
  </message>
  <message>
   <source>Its copy and the result are saved in {place}</source>
   <translation>其副本和结果保存在 {place}</translation>
  </message>
  <message>
   <source>A picture pasted with {keys} is saved in {place}</source>
   <translation>按 {keys} 粘贴的图片保存在 {place}</translation>
  </message>
  <message>
   <source>or choose them</source>
   <translation>或手动选择</translation>
  </message>
 </context>
 <context>
  <name>DropOverlay</name>
  <message>
   <source>Drop to add to the queue</source>
   <translation>松开即可添加到队列</translation>
  </message>
 </context>
 <context>
  <name>Example</name>
  <message>
   <source>An example: a picture before and after</source>
   <translation>示例：处理前后的图片</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>处理前</translation>
  </message>
  <message>
   <source>After: 4 times larger</source>
   <translation>处理后：放大 4 倍</translation>
  </message>
 </context>
 <context>
  <name>FileOpener</name>
  <message>
   <source>This is only the address of a picture, and this app does not download anything. Copy the picture itself in the browser and paste it here, or save it and open the file.</source>
   <translation>收到的只是图片网址，而本应用不会下载任何内容。请在浏览器中复制图片本身再粘贴到此处，或保存图片后打开文件。</translation>
  </message>
  <message>
   <source>No picture was found in what you pasted.</source>
   <translation>粘贴的内容中没有图片。</translation>
  </message>
  <message>
   <source>Open pictures</source>
   <translation>打开图片</translation>
  </message>
  <message>
   <source>Pictures ({kinds})</source>
   <translation>图片 ({kinds})</translation>
  </message>
  <message>
   <source>Open a folder</source>
   <translation>打开文件夹</translation>
  </message>
  <message>
   <source>Paste a picture; it is saved in {place}</source>
   <translation>粘贴图片，保存到 {place}</translation>
  </message>
  <message>
   <source>Recent</source>
   <translation>最近打开</translation>
  </message>
  <message>
   <source>Clear this list</source>
   <translation>清空此列表</translation>
  </message>
 </context>
 <context>
  <name>RecentList</name>
  <message>
   <source>Recent</source>
   <translation>最近打开</translation>
  </message>
 </context>
 <context>
  <name>_Row</name>
  <message>
   <source>Open {name}</source>
   <translation>打开 {name}</translation>
  </message>
  <message>
   <source>Remove {name} from this list</source>
   <translation>从此列表中移除 {name}</translation>
  </message>
  <message>
   <source>Remove from this list</source>
   <translation>从此列表中移除</translation>
  </message>
 </context>
 <context>
  <name>Scanner</name>
  <message>
   <source>There are no pictures in this folder.</source>
   <translation>此文件夹中没有图片。</translation>
  </message>
  <message>
   <source>{name} is not a file but a device, pipe or socket, and was skipped.</source>
   <translation>{name}不是文件，而是设备、管道或套接字，已略过。</translation>
  </message>
  <message numerus="yes">
   <source>%n items are not files but devices, pipes or sockets, and were skipped.</source>
   <translation>
    <numerusform>有%n个项目不是文件，而是设备、管道或套接字，已略过。</numerusform>
   </translation>
  </message>
  <message>
   <source>One file is not a picture and was skipped.</source>
   <translation>1 个文件不是图片，已略过。</translation>
  </message>
  <message numerus="yes">
   <source>%n files are not pictures and were skipped.</source>
   <translation>
    <numerusform>%n 个文件不是图片，已略过。</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>presets</name>
  <message>
   <source>Print A4, 300 dpi</source>
   <translation>A4 打印，300 dpi</translation>
  </message>
  <message>
   <source>As large as fits on A4 paper at 300 pixels per inch; larger pictures are reduced.</source>
   <translation>以每英寸 300 像素放大到 A4 纸能容纳的最大尺寸；更大的图片会缩小。</translation>
  </message>
  <message>
   <source>4K wallpaper</source>
   <translation>4K 壁纸</translation>
  </message>
  <message>
   <source>3840 pixels on the longest side.</source>
   <translation>长边 3840 像素。</translation>
  </message>
  <message>
   <source>Web, 2000 pixels</source>
   <translation>网页，2000 像素</translation>
  </message>
  <message>
   <source>Small WebP files, 2000 pixels on the longest side, without camera data.</source>
   <translation>小体积 WebP 文件，长边 2000 像素，不含相机数据。</translation>
  </message>
  <message>
   <source>Archive</source>
   <translation>存档</translation>
  </message>
  <message>
   <source>Lossless TIFF, faithful: nothing is invented, and 16-bit pictures stay 16-bit.</source>
   <translation>无损 TIFF，忠实原图：不添加任何内容，16 位保持 16 位。</translation>
  </message>
  <message>
   <source>Old photo</source>
   <translation>老照片</translation>
  </message>
  <message>
   <source>Removes noise, blur and JPEG artefacts, and adds fine detail where it was lost.</source>
   <translation>去除噪点、模糊和 JPEG 瑕疵，并补绘丢失的细节。</translation>
  </message>
  <message>
   <source>Drawing</source>
   <translation>绘图</translation>
  </message>
  <message>
   <source>Line art, text and screenshots, with clean edges; lossless PNG.</source>
   <translation>线稿、文字和屏幕截图，边缘清晰；无损 PNG。</translation>
  </message>
 </context>
 <context>
  <name>CustomSize</name>
  <message>
   <source>Size as a number</source>
   <translation>尺寸数值</translation>
  </message>
  <message>
   <source>Height of the box</source>
   <translation>边框高度</translation>
  </message>
  <message>
   <source>Pixels per inch</source>
   <translation>每英寸像素数</translation>
  </message>
  <message>
   <source>Bleed on each side, in mm</source>
   <translation>每边出血（毫米）</translation>
  </message>
  <message>
   <source>What the size measures</source>
   <translation>尺寸的含义</translation>
  </message>
  <message>
   <source>times larger</source>
   <translation>倍</translation>
  </message>
  <message>
   <source>wide</source>
   <translation>宽</translation>
  </message>
  <message>
   <source>high</source>
   <translation>高</translation>
  </message>
  <message>
   <source>longest side</source>
   <translation>长边</translation>
  </message>
  <message>
   <source>in a box</source>
   <translation>框内</translation>
  </message>
  <message>
   <source>Unit of the size</source>
   <translation>尺寸单位</translation>
  </message>
  <message>
   <source>pixels</source>
   <translation>像素</translation>
  </message>
  <message>
   <source>cm</source>
   <translation>厘米</translation>
  </message>
  <message>
   <source>mm</source>
   <translation>毫米</translation>
  </message>
  <message>
   <source>inches</source>
   <translation>英寸</translation>
  </message>
  <message>
   <source>Pictures that are already larger</source>
   <translation>已经更大的图片</translation>
  </message>
  <message>
   <source>Reduce them</source>
   <translation>缩小</translation>
  </message>
  <message>
   <source>Copy them as they are</source>
   <translation>原样复制</translation>
  </message>
  <message>
   <source>Skip them</source>
   <translation>跳过</translation>
  </message>
  <message>
   <source>Report them as failed</source>
   <translation>报告为失败</translation>
  </message>
  <message>
   <source>dpi</source>
   <translation>dpi</translation>
  </message>
  <message>
   <source>Enter a number from {smallest} to {largest}.</source>
   <translation>请输入 {smallest} 到 {largest} 之间的数字。</translation>
  </message>
  <message>
   <source>Enter a whole number of pixels up to {largest}.</source>
   <translation>请输入不超过 {largest} 的整数像素值。</translation>
  </message>
  <message>
   <source>Enter a size of 1 to {largest} pixels, with at most {bleed} mm of bleed.</source>
   <translation>请输入对应 1 到 {largest} 像素的尺寸，出血最多 {bleed} 毫米。</translation>
  </message>
 </context>
 <context>
  <name>FormatSection</name>
  <message>
   <source>Format</source>
   <translation>格式</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>重置</translation>
  </message>
  <message>
   <source>Reset to the quality that suits most pictures</source>
   <translation>重置为适合大多数图片的质量</translation>
  </message>
  <message>
   <source>Quality</source>
   <translation>质量</translation>
  </message>
  <message>
   <source>Maximum file size in megabytes</source>
   <translation>文件上限（兆字节）</translation>
  </message>
  <message>
   <source>any</source>
   <translation>不限</translation>
  </message>
  <message>
   <source>Max. size</source>
   <translation>文件上限</translation>
  </message>
  <message>
   <source>MB</source>
   <translation>MB</translation>
  </message>
  <message>
   <source>PNG files</source>
   <translation>PNG 文件</translation>
  </message>
  <message>
   <source>Fast, but larger</source>
   <translation>快速，但较大</translation>
  </message>
  <message>
   <source>Smaller, but slow</source>
   <translation>更小但较慢</translation>
  </message>
  <message>
   <source>Same as the original</source>
   <translation>与原图相同</translation>
  </message>
  <message>
   <source>animated {format}</source>
   <translation>动画 {format}</translation>
  </message>
  <message>
   <source>Instead of {format}: {result}</source>
   <translation>代替 {format}：{result}</translation>
  </message>
  <message>
   <source>Enter a number of megabytes.</source>
   <translation>请输入兆字节数。</translation>
  </message>
 </context>
 <context>
  <name>ModelSection</name>
  <message>
   <source>Model</source>
   <translation>模型</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>强度</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>Natural for most pictures, crisper for noisy or blurred ones, Faithful for 16-bit ones</source>
   <translation>大多数图片为自然，有噪点或模糊的图片更锐利，16 位图片为忠实</translation>
  </message>
  <message>
   <source>Faithful</source>
   <translation>忠实</translation>
  </message>
  <message>
   <source>Natural</source>
   <translation>自然</translation>
  </message>
  <message>
   <source>Crisp</source>
   <translation>锐利</translation>
  </message>
  <message>
   <source>Detail</source>
   <translation>细节</translation>
  </message>
  <message>
   <source>Faithful invents nothing. Crisp paints fine detail that the original does not show.</source>
   <translation>忠实:不虚构任何内容。锐利:补画原图中没有的精细细节。</translation>
  </message>
  <message>
   <source>Looks at each picture and chooses the model and strength that suit it.</source>
   <translation>分析每张图片，选用合适的模型和强度。</translation>
  </message>
  <message>
   <source>{name} (not read yet)</source>
   <translation>{name}（尚未读取）</translation>
  </message>
  <message>
   <source>Add a model…</source>
   <translation>添加模型…</translation>
  </message>
  <message>
   <source>Added from {file}.</source>
   <translation>从 {file} 添加。</translation>
  </message>
  <message>
   <source>{about} Licence: {licence}</source>
   <translation>{about}许可证：{licence}</translation>
  </message>
  <message>
   <source>Add a model</source>
   <translation>添加模型</translation>
  </message>
  <message>
   <source>Models ({kinds})</source>
   <translation>模型（{kinds}）</translation>
  </message>
 </context>
 <context>
  <name>ModelAdder</name>
  <message>
   <source>Reading and measuring {name}…</source>
   <translation>正在读取并测量 {name}…</translation>
  </message>
 </context>
 <context>
  <name>MoreOptions</name>
  <message>
   <source>More options</source>
   <translation>更多选项</translation>
  </message>
  <message>
   <source>expanded</source>
   <translation>已展开</translation>
  </message>
  <message>
   <source>collapsed</source>
   <translation>已折叠</translation>
  </message>
 </context>
 <context>
  <name>ExistsSection</name>
  <message>
   <source>If the file exists</source>
   <translation>文件已存在时</translation>
  </message>
  <message>
   <source>Keep both</source>
   <translation>保留两者</translation>
  </message>
  <message>
   <source>Skip the picture</source>
   <translation>跳过图片</translation>
  </message>
  <message>
   <source>Replace the file</source>
   <translation>替换文件</translation>
  </message>
 </context>
 <context>
  <name>MetadataSection</name>
  <message>
   <source>Camera data, date, location (GPS)</source>
   <translation>相机数据、日期、位置 (GPS)</translation>
  </message>
  <message>
   <source>Keep everything</source>
   <translation>全部保留</translation>
  </message>
  <message>
   <source>Remove everything</source>
   <translation>全部移除</translation>
  </message>
  <message>
   <source>The file will not say where, when or with which camera the picture was taken.</source>
   <translation>文件将不包含拍摄的地点、时间和相机。</translation>
  </message>
  <message>
   <source>The file will say where the picture was taken, if the original does.</source>
   <translation>如果原图含有拍摄地点，结果文件也会包含。</translation>
  </message>
 </context>
 <context>
  <name>ProvenanceSection</name>
  <message>
   <source>Provenance</source>
   <translation>来源信息</translation>
  </message>
  <message>
   <source>Record how the result was made</source>
   <translation>记录生成方式</translation>
  </message>
  <message>
   <source>The file names the app, the model and the original; its checksum is added to SHA256SUMS beside it.</source>
   <translation>文件会注明应用、模型和原图，其校验和写入同一文件夹的 SHA256SUMS。</translation>
  </message>
 </context>
 <context>
  <name>NormalMapSection</name>
  <message>
   <source>Normal map</source>
   <translation>法线贴图</translation>
  </message>
  <message>
   <source>Treat as a normal map</source>
   <translation>作为法线贴图处理</translation>
  </message>
  <message>
   <source>The channels are upscaled separately, and the vectors keep length 1.</source>
   <translation>各通道分别放大，向量长度保持为 1。</translation>
  </message>
 </context>
 <context>
  <name>DamagedSection</name>
  <message>
   <source>Damaged files</source>
   <translation>损坏的文件</translation>
  </message>
  <message>
   <source>Upscale what can be read</source>
   <translation>放大可读取的部分</translation>
  </message>
  <message>
   <source>Missing parts are filled with a flat colour.</source>
   <translation>缺失的部分以纯色填充。</translation>
  </message>
 </context>
 <context>
  <name>DeviceSection</name>
  <message>
   <source>Run on</source>
   <translation>运行设备</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>设备</translation>
  </message>
  <message>
   <source>Precision</source>
   <translation>精度</translation>
  </message>
  <message>
   <source>Exact (fp32)</source>
   <translation>精确 (fp32)</translation>
  </message>
  <message>
   <source>Faster (bf16)</source>
   <translation>更快 (bf16)</translation>
  </message>
  <message>
   <source>Fastest (int8)</source>
   <translation>最快 (int8)</translation>
  </message>
  <message>
   <source>Faster (fp16)</source>
   <translation>更快 (fp16)</translation>
  </message>
  <message>
   <source>Processor (CPU)</source>
   <translation>处理器 (CPU)</translation>
  </message>
  <message>
   <source>Graphics card (CUDA)</source>
   <translation>显卡 (CUDA)</translation>
  </message>
  <message>
   <source>Graphics chip (Metal)</source>
   <translation>图形芯片 (Metal)</translation>
  </message>
  <message>
   <source>Graphics card (Vulkan)</source>
   <translation>显卡 (Vulkan)</translation>
  </message>
  <message>
   <source>Automatic: {chosen}</source>
   <translation>自动：{chosen}</translation>
  </message>
 </context>
 <context>
  <name>OptionsPanel</name>
  <message>
   <source>Options</source>
   <translation>选项</translation>
  </message>
 </context>
 <context>
  <name>PresetButton</name>
  <message>
   <source>Presets</source>
   <translation>预设</translation>
  </message>
  <message>
   <source>Default options</source>
   <translation>默认选项</translation>
  </message>
  <message>
   <source>Save or remove presets…</source>
   <translation>保存或删除预设…</translation>
  </message>
 </context>
 <context>
  <name>PresetsDialog</name>
  <message>
   <source>Presets</source>
   <translation>预设</translation>
  </message>
  <message>
   <source>Preset name</source>
   <translation>预设名称</translation>
  </message>
  <message>
   <source>Name for the current options</source>
   <translation>当前选项的名称</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>保存</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>使用</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>移除</translation>
  </message>
  <message>
   <source>Save the current options</source>
   <translation>保存当前选项</translation>
  </message>
  <message>
   <source>Use a preset</source>
   <translation>使用预设</translation>
  </message>
  <message>
   <source>built in</source>
   <translation>内置</translation>
  </message>
  <message>
   <source>{name} (built in)</source>
   <translation>{name}（内置）</translation>
  </message>
  <message>
   <source>The default options</source>
   <translation>默认选项</translation>
  </message>
 </context>
 <context>
  <name>Scope</name>
  <message>
   <source>Apply to all</source>
   <translation>应用到全部</translation>
  </message>
  <message>
   <source>Use these options for all pictures in the queue</source>
   <translation>将这些选项用于队列中的所有图片</translation>
  </message>
  <message numerus="yes">
   <source>For all %n pictures</source>
   <translation>
    <numerusform>适用于全部 %n 张图片</numerusform>
   </translation>
  </message>
  <message>
   <source>For this picture</source>
   <translation>适用于此图片</translation>
  </message>
  <message numerus="yes">
   <source>For %n selected</source>
   <translation>
    <numerusform>适用于所选的 %n 张图片</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SizeSection</name>
  <message>
   <source>Size</source>
   <translation>尺寸</translation>
  </message>
  <message>
   <source>Custom</source>
   <translation>自定义</translation>
  </message>
  <message>
   <source>This picture is already larger and will be skipped.</source>
   <translation>此图片已经更大，将被跳过。</translation>
  </message>
  <message>
   <source>Printed at this size, it would have {dpi} dpi.</source>
   <translation>按此尺寸打印时为 {dpi} dpi。</translation>
  </message>
  <message>
   <source>1 of {total} is already larger.</source>
   <translation>{total} 张中有 1 张已经更大。</translation>
  </message>
  <message>
   <source>{count} of {total} are already larger.</source>
   <translation>{total} 张中有 {count} 张已经更大。</translation>
  </message>
  <message>
   <source>1 of {total} is too small and will fail.</source>
   <translation>{total} 张中有 1 张太小，将会失败。</translation>
  </message>
  <message>
   <source>{count} of {total} are too small and will fail.</source>
   <translation>{total} 张中有 {count} 张太小，将会失败。</translation>
  </message>
  <message>
   <source>The original is larger than this; the result has {dpi} dpi.</source>
   <translation>原图比这更大；结果为 {dpi} dpi。</translation>
  </message>
  <message>
   <source>{scale} larger; the original alone would be printed at {dpi} dpi</source>
   <translation>放大 {scale}；原图单独打印时为 {dpi} dpi</translation>
  </message>
  <message>
   <source>With bleed {width} × {height}: the edges are mirrored on each side</source>
   <translation>含出血 {width} × {height}：每边镜像延伸边缘</translation>
  </message>
  <message>
   <source>{width} × {height} on paper</source>
   <translation>纸上尺寸 {width} × {height}</translation>
  </message>
  <message numerus="yes">
   <source>%n frames</source>
   <translation>
    <numerusform>%n 帧</numerusform>
   </translation>
  </message>
  <message>
   <source>{size} · {megapixels} · ≈ {bytes}</source>
   <translation>{size} · {megapixels} · ≈ {bytes}</translation>
  </message>
  <message>
   <source>{scale} the width and height</source>
   <translation>宽和高各放大 {scale}</translation>
  </message>
  <message>
   <source>Takes about {time} here ({device}, {precision})</source>
   <translation>在本机上约需 {time}（{device}，{precision}）</translation>
  </message>
 </context>
 <context>
  <name>SliderRow</name>
  <message>
   <source>{name} as a number</source>
   <translation>{name}（数值）</translation>
  </message>
 </context>
 <context>
  <name>FolderSection</name>
  <message>
   <source>Save to</source>
   <translation>保存到</translation>
  </message>
  <message>
   <source>“upscaled” beside the picture</source>
   <translation>图片旁的“upscaled”文件夹</translation>
  </message>
  <message>
   <source>Choose a folder…</source>
   <translation>选择文件夹…</translation>
  </message>
  <message>
   <source>Save results to</source>
   <translation>结果保存到</translation>
  </message>
  <message>
   <source>A new folder beside the picture</source>
   <translation>图片旁的新文件夹</translation>
  </message>
 </context>
 <context>
  <name>NameSection</name>
  <message>
   <source>Name</source>
   <translation>名称</translation>
  </message>
  <message>
   <source>File name template</source>
   <translation>文件名模板</translation>
  </message>
  <message>
   <source>Insert into the name</source>
   <translation>插入到名称</translation>
  </message>
  <message>
   <source>Name of the original</source>
   <translation>原图名称</translation>
  </message>
  <message>
   <source>Size: the scale, or the pixels</source>
   <translation>尺寸：倍数或像素</translation>
  </message>
  <message>
   <source>Scale</source>
   <translation>倍数</translation>
  </message>
  <message>
   <source>Width in pixels</source>
   <translation>宽度（像素）</translation>
  </message>
  <message>
   <source>Height in pixels</source>
   <translation>高度（像素）</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>模型</translation>
  </message>
  <message>
   <source>Today’s date</source>
   <translation>今天的日期</translation>
  </message>
  <message>
   <source>Number in the queue</source>
   <translation>队列中的序号</translation>
  </message>
 </context>
 <context>
  <name>TextureSection</name>
  <message>
   <source>Seamless texture</source>
   <translation>无缝纹理</translation>
  </message>
  <message>
   <source>No</source>
   <translation>否</translation>
  </message>
  <message>
   <source>Left and right</source>
   <translation>左右方向</translation>
  </message>
  <message>
   <source>Top and bottom</source>
   <translation>上下方向</translation>
  </message>
  <message>
   <source>All sides</source>
   <translation>所有方向</translation>
  </message>
 </context>
 <context>
  <name>SheetSection</name>
  <message>
   <source>Sprite sheet: cell size</source>
   <translation>精灵图：单元格大小</translation>
  </message>
  <message>
   <source>Cell size</source>
   <translation>单元格大小</translation>
  </message>
  <message>
   <source>None, or a size such as 32x32</source>
   <translation>无，或32x32这样的大小</translation>
  </message>
 </context>
 <context>
  <name>QueueCommands</name>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>Crop…</source>
   <translation>裁剪…</translation>
  </message>
  <message>
   <source>Open the result</source>
   <translation>打开结果</translation>
  </message>
  <message>
   <source>Save the result as…</source>
   <translation>结果另存为…</translation>
  </message>
  <message>
   <source>Show the original in its folder</source>
   <translation>在文件夹中显示原图</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>在文件夹中显示</translation>
  </message>
  <message>
   <source>Copy the result</source>
   <translation>复制结果</translation>
  </message>
  <message>
   <source>Copy details</source>
   <translation>复制详情</translation>
  </message>
  <message>
   <source>Move up</source>
   <translation>上移</translation>
  </message>
  <message>
   <source>Move down</source>
   <translation>下移</translation>
  </message>
  <message>
   <source>Cancel the picture</source>
   <translation>取消处理</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>移除</translation>
  </message>
  <message>
   <source>Clear done</source>
   <translation>清除已完成</translation>
  </message>
  <message>
   <source>Upscale again</source>
   <translation>重新放大</translation>
  </message>
  <message>
   <source>Remove {pictures}</source>
   <translation>移除 {pictures}</translation>
  </message>
  <message>
   <source>Compare the result with</source>
   <translation>将结果与以下对比</translation>
  </message>
  <message>
   <source>Compare with an earlier result</source>
   <translation>与以前的结果比较</translation>
  </message>
  <message>
   <source>The original</source>
   <translation>原图</translation>
  </message>
  <message>
   <source>No file manager answered. The path was copied: {path}</source>
   <translation>没有文件管理器响应。已复制路径：{path}</translation>
  </message>
  <message>
   <source>Save the result as</source>
   <translation>结果另存为</translation>
  </message>
  <message>
   <source>Saved as {path}</source>
   <translation>已保存为 {path}</translation>
  </message>
 </context>
 <context>
  <name>QueueEdits</name>
  <message>
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>重做</translation>
  </message>
 </context>
 <context>
  <name>entry</name>
  <message>
   <source>Done in {time}</source>
   <translation>已完成，用时 {time}</translation>
  </message>
  <message>
   <source> · see note</source>
   <translation> · 见提示</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>等待中</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>失败</translation>
  </message>
  <message>
   <source>Cancelled</source>
   <translation>已取消</translation>
  </message>
  <message>
   <source>Skipped: already larger</source>
   <translation>已跳过：已经更大</translation>
  </message>
  <message>
   <source>Skipped: the file exists</source>
   <translation>已跳过：文件已存在</translation>
  </message>
  <message>
   <source>Skipped</source>
   <translation>已跳过</translation>
  </message>
  <message>
   <source>Done, see note</source>
   <translation>完成，见说明</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>完成</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>正在停止…</translation>
  </message>
  <message>
   <source>Paused · {share}</source>
   <translation>已暂停 · {share}</translation>
  </message>
  <message>
   <source>Upscaling…</source>
   <translation>正在放大…</translation>
  </message>
  <message>
   <source>Upscaling · {share}</source>
   <translation>正在放大 · {share}</translation>
  </message>
  <message>
   <source>Failed: {reason}</source>
   <translation>失败：{reason}</translation>
  </message>
  <message>
   <source>same as the original</source>
   <translation>与原图相同</translation>
  </message>
  <message>
   <source>automatic model</source>
   <translation>自动选择模型</translation>
  </message>
 </context>
 <context>
  <name>FailureCard</name>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>Copy details</source>
   <translation>复制详情</translation>
  </message>
  <message>
   <source>Version, system, options and error, for a report</source>
   <translation>版本、系统、选项和错误信息，用于反馈问题</translation>
  </message>
 </context>
 <context>
  <name>QueueFinder</name>
  <message>
   <source>Search the queue</source>
   <translation>搜索队列</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>搜索</translation>
  </message>
  <message>
   <source>Filter and sort: {filter}</source>
   <translation>筛选和排序：{filter}</translation>
  </message>
  <message>
   <source>All pictures</source>
   <translation>所有图片</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>等待中</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>完成</translation>
  </message>
  <message>
   <source>Failed or cancelled</source>
   <translation>失败或已取消</translation>
  </message>
  <message>
   <source>Sort by name</source>
   <translation>按名称排序</translation>
  </message>
  <message>
   <source>Sort by folder</source>
   <translation>按文件夹排序</translation>
  </message>
  <message>
   <source>Sort by state</source>
   <translation>按状态排序</translation>
  </message>
  <message>
   <source>Sort by order added</source>
   <translation>按添加顺序排序</translation>
  </message>
 </context>
 <context>
  <name>QueueList</name>
  <message>
   <source>No picture matches</source>
   <translation>没有匹配的图片</translation>
  </message>
 </context>
 <context>
  <name>QueuePanel</name>
  <message>
   <source>Picture queue</source>
   <translation>图片队列</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>队列</translation>
  </message>
  <message>
   <source>Clear done</source>
   <translation>清除已完成</translation>
  </message>
  <message>
   <source>Remove the finished pictures from the queue</source>
   <translation>从队列中移除已完成的图片</translation>
  </message>
 </context>
 <context>
  <name>RunAtOnce</name>
  <message>
   <source>Upscaling finished</source>
   <translation>放大已完成</translation>
  </message>
  <message>
   <source>There are no pictures to upscale</source>
   <translation>没有可放大的图片</translation>
  </message>
 </context>
 <context>
  <name>EndNotifier</name>
  <message>
   <source>Upscaling finished</source>
   <translation>放大已完成</translation>
  </message>
 </context>
 <context>
  <name>status</name>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>Upscale again</source>
   <translation>重新放大</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>暂停</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>继续</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>开始</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>已暂停</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>正在打开…</translation>
  </message>
  <message>
   <source>{pictures} waiting</source>
   <translation>{pictures}等待中</translation>
  </message>
  <message>
   <source>Picture {position} of {total} · {name}</source>
   <translation>第 {position} 张，共 {total} 张 · {name}</translation>
  </message>
  <message>
   <source>{size} of memory used</source>
   <translation>已用内存 {size}</translation>
  </message>
  <message numerus="yes">
   <source>%n upscaled</source>
   <translation>
    <numerusform>%n 张已放大</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n failed</source>
   <translation>
    <numerusform>%n 张失败</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n skipped</source>
   <translation>
    <numerusform>%n 张已跳过</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n cancelled</source>
   <translation>
    <numerusform>%n 张已取消</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>Notifier</name>
  <message>
   <source>Show</source>
   <translation>显示</translation>
  </message>
 </context>
 <context>
  <name>Dialog</name>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
 </context>
 <context>
  <name>options</name>
  <message>
   <source>cropped</source>
   <translation>已裁剪</translation>
  </message>
  <message>
   <source>strength {value}</source>
   <translation>强度 {value}</translation>
  </message>
  <message>
   <source>quality {value}</source>
   <translation>质量 {value}</translation>
  </message>
  <message>
   <source>at most {size}</source>
   <translation>最多 {size}</translation>
  </message>
  <message>
   <source>without metadata</source>
   <translation>无元数据</translation>
  </message>
  <message>
   <source>seamless</source>
   <translation>无缝</translation>
  </message>
  <message>
   <source>cells of {size}</source>
   <translation>{size}的单元格</translation>
  </message>
  <message>
   <source>normal map</source>
   <translation>法线贴图</translation>
  </message>
  <message>
   <source>with provenance</source>
   <translation>含来源信息</translation>
  </message>
  <message>
   <source>automatic detail</source>
   <translation>自动细节</translation>
  </message>
  <message>
   <source>faithful</source>
   <translation>忠实</translation>
  </message>
  <message>
   <source>natural</source>
   <translation>自然</translation>
  </message>
  <message>
   <source>crisp</source>
   <translation>锐利</translation>
  </message>
  <message>
   <source>detail {value}</source>
   <translation>细节 {value}</translation>
  </message>
 </context>
 <context>
  <name>text</name>
  <message>
   <source>{pixels} wide</source>
   <translation>宽 {pixels}</translation>
  </message>
  <message>
   <source>{pixels} high</source>
   <translation>高 {pixels}</translation>
  </message>
  <message>
   <source>{minutes}&#8239;min {seconds}&#8239;s</source>
   <translation>{minutes}&#8239;分 {seconds}&#8239;秒</translation>
  </message>
  <message>
   <source>{hours}&#8239;h {minutes}&#8239;min</source>
   <translation>{hours}&#8239;小时 {minutes}&#8239;分钟</translation>
  </message>
  <message>
   <source>{seconds}&#8239;s</source>
   <translation>{seconds}&#8239;秒</translation>
  </message>
  <message>
   <source>{time} left</source>
   <translation>剩余 {time}</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>1 picture</source>
   <translation>1 张图片</translation>
  </message>
  <message numerus="yes">
   <source>%n pictures</source>
   <translation>
    <numerusform>%n 张图片</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>models</name>
  <message>
   <source>Photo (already clean)</source>
   <translation>照片（原本干净）</translation>
  </message>
  <message>
   <source>Photo with noise or JPEG artefacts</source>
   <translation>有噪点或 JPEG 伪影的照片</translation>
  </message>
  <message>
   <source>Any photo, made crisp</source>
   <translation>任意照片，更锐利</translation>
  </message>
  <message>
   <source>Drawing, text or screenshot</source>
   <translation>图画、文字或屏幕截图</translation>
  </message>
  <message>
   <source>drawing</source>
   <translation>图画</translation>
  </message>
  <message>
   <source>Screenshots, text, logos, line art, comics and maps: crisp edges, and flat colours stay flat.</source>
   <translation>适用于屏幕截图、文字、徽标、线条画、漫画和地图:边缘锐利,纯色区域保持纯净。</translation>
  </message>
  <message>
   <source>photo-restore</source>
   <translation>照片修复</translation>
  </message>
  <message>
   <source>Photographs that are blurred, noisy or compressed: removes these faults, at a strength from 0 to 100.</source>
   <translation>模糊、有噪点或经过压缩的照片：去除这些缺陷，强度为 0 到 100。</translation>
  </message>
  <message>
   <source>photo-sharp</source>
   <translation>照片(锐利)</translation>
  </message>
  <message>
   <source>Photographs of any kind, made crisp: paints fine detail that the original does not show.</source>
   <translation>让各类照片更锐利:补画原图中没有的精细细节。</translation>
  </message>
  <message>
   <source>photo</source>
   <translation>照片</translation>
  </message>
  <message>
   <source>Photographs and other natural pictures that are clean: not blurred, noisy or strongly compressed.</source>
   <translation>清晰的照片和其他自然图像：不模糊、没有噪点，也未经强压缩。</translation>
  </message>
  <message>
   <source>Real-ESRGAN for frames of animated films: fast, clean lines.</source>
   <translation>用于动画影片画面的 Real-ESRGAN：速度快，线条干净。</translation>
  </message>
  <message>
   <source>Real-ESRGAN for anime and illustrations: crisp lines; slow.</source>
   <translation>用于动漫和插画的 Real-ESRGAN：线条锐利；速度慢。</translation>
  </message>
  <message>
   <source>Real-ESRGAN for badly damaged photographs: crisp, and invents detail; very slow without a graphics card.</source>
   <translation>用于严重受损照片的 Real-ESRGAN：清晰锐利，但会虚构细节；没有显卡时非常慢。</translation>
  </message>
 </context>
 <context>
  <name>AppMenu</name>
  <message>
   <source>Settings…</source>
   <translation>设置…</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>键盘快捷键</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>日志</translation>
  </message>
  <message>
   <source>About Upscaler</source>
   <translation>关于 Upscaler</translation>
  </message>
 </context>
 <context>
  <name>TopBar</name>
  <message>
   <source>Open…</source>
   <translation>打开…</translation>
  </message>
  <message>
   <source>Open pictures (Ctrl+O)</source>
   <translation>打开图片 (Ctrl+O)</translation>
  </message>
  <message>
   <source>Open folder…</source>
   <translation>打开文件夹…</translation>
  </message>
  <message>
   <source>Open all pictures in a folder (Ctrl+Shift+O)</source>
   <translation>打开文件夹中的所有图片 (Ctrl+Shift+O)</translation>
  </message>
  <message>
   <source>Paste, or open recent pictures</source>
   <translation>粘贴，或打开最近的图片</translation>
  </message>
  <message>
   <source>Settings and help</source>
   <translation>设置和帮助</translation>
  </message>
 </context>
 <context>
  <name>BottomBar</name>
  <message>
   <source>Start</source>
   <translation>开始</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>Stop the run (Esc); unfinished pictures stay in the queue</source>
   <translation>停止任务 (Esc)；未完成的图片留在队列中</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>在文件夹中显示</translation>
  </message>
  <message>
   <source>Failures…</source>
   <translation>失败项…</translation>
  </message>
  <message>
   <source>Which pictures failed, and why</source>
   <translation>失败的图片及其原因</translation>
  </message>
  <message>
   <source>Overall progress</source>
   <translation>总进度</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Open pictures</source>
   <translation>打开图片</translation>
  </message>
  <message>
   <source>Open a folder</source>
   <translation>打开文件夹</translation>
  </message>
  <message>
   <source>Paste</source>
   <translation>粘贴</translation>
  </message>
  <message>
   <source>Start, pause, resume</source>
   <translation>开始、暂停、继续</translation>
  </message>
  <message>
   <source>Stop the run</source>
   <translation>停止任务</translation>
  </message>
  <message>
   <source>Show or hide the queue</source>
   <translation>显示或隐藏队列</translation>
  </message>
  <message>
   <source>Show or hide the options</source>
   <translation>显示或隐藏选项</translation>
  </message>
  <message>
   <source>Save or copy the comparison</source>
   <translation>保存或复制对比图</translation>
  </message>
  <message>
   <source>Full screen</source>
   <translation>全屏</translation>
  </message>
  <message>
   <source>The app crashed last time. Open the log (Ctrl+L) to copy the details for a report.</source>
   <translation>应用上次崩溃了。打开日志 (Ctrl+L) 可复制用于报告的详细信息。</translation>
  </message>
 </context>
 <context>
  <name>NoticeCard</name>
  <message>
   <source>Notices</source>
   <translation>通知</translation>
  </message>
  <message>
   <source>Close this notice</source>
   <translation>关闭此提示</translation>
  </message>
 </context>
 <context>
  <name>Page</name>
  <message>
   <source>Reset the panels</source>
   <translation>重置面板</translation>
  </message>
  <message>
   <source>Hide the queue (F7)</source>
   <translation>隐藏队列 (F7)</translation>
  </message>
  <message>
   <source>Show the queue (F7)</source>
   <translation>显示队列 (F7)</translation>
  </message>
  <message>
   <source>Hide the options (F8)</source>
   <translation>隐藏选项 (F8)</translation>
  </message>
  <message>
   <source>Show the options (F8)</source>
   <translation>显示选项 (F8)</translation>
  </message>
 </context>
 <context>
  <name>Updates</name>
  <message>
   <source>Upscaler {version} is available.</source>
   <translation>Upscaler {version} 已发布。</translation>
  </message>
  <message>
   <source>See what is new</source>
   <translation>查看新内容</translation>
  </message>
  <message>
   <source>Upscaler {version} is available…</source>
   <translation>Upscaler {version} 已发布…</translation>
  </message>
 </context>
 <context>
  <name>Watching</name>
  <message>
   <source>New pictures in {folder} are upscaled as long as this window is open.</source>
   <translation>只要此窗口打开，放入 {folder} 的图片都会被放大。</translation>
  </message>
  <message>
   <source>Watch a folder</source>
   <translation>监视文件夹</translation>
  </message>
  <message>
   <source>Results are saved in this folder, so it cannot be watched. Choose another one.</source>
   <translation>结果保存在此文件夹中，因此无法监视。请选择其他文件夹。</translation>
  </message>
  <message>
   <source>Stop watching {folder}</source>
   <translation>停止监视 {folder}</translation>
  </message>
  <message>
   <source>Watch a folder…</source>
   <translation>监视文件夹…</translation>
  </message>
 </context>
 <context>
  <name>messages</name>
  <message>
   <source>{format}, lossless</source>
   <translation>{format}，无损</translation>
  </message>
  <message>
   <source>{format}, small files</source>
   <translation>{format}，文件小</translation>
  </message>
  <message>
   <source>{format}, smallest files</source>
   <translation>{format}，文件最小</translation>
  </message>
  <message>
   <source>{format} cannot hold transparency: the background becomes white.</source>
   <translation>{format} 不支持透明：背景将变为白色。</translation>
  </message>
  <message>
   <source>{format} is written with 8 bits per channel: the 16 bits of the original are rounded to 8.</source>
   <translation>{format} 以每通道 8 位写入：原图的 16 位将舍入为 8 位。</translation>
  </message>
  <message>
   <source>The original has 16 bits per channel, but only 8 of them could be read.</source>
   <translation>原图每通道为 16 位，但只能读取其中 8 位。</translation>
  </message>
  <message>
   <source>{format} cannot hold everything in the original; left out: {what}.</source>
   <translation>{format} 无法保存原图附带的全部信息；已略去：{what}。</translation>
  </message>
  <message>
   <source>Only the picture was upscaled; the rest of the file was left out: {what}.</source>
   <translation>仅放大了图片本身；文件中的其他内容已省略：{what}。</translation>
  </message>
  <message>
   <source>the brighter picture for HDR screens</source>
   <translation>用于 HDR 屏幕的更亮图像</translation>
  </message>
  <message>
   <source>the video of a motion photo</source>
   <translation>动态照片的视频</translation>
  </message>
  <message>
   <source>marked areas of the picture, such as faces</source>
   <translation>图片中标记的区域（例如人脸）</translation>
  </message>
  <message>
   <source>the second part of the XMP data</source>
   <translation>XMP 数据的第二部分</translation>
  </message>
  <message>
   <source>the aspect ratio of its pixels</source>
   <translation>像素的宽高比</translation>
  </message>
  <message>
   <source>signed or floating point</source>
   <translation>有符号或浮点</translation>
  </message>
  <message>
   <source>how the picture was made</source>
   <translation>图片的生成方式</translation>
  </message>
  <message>
   <source>The XMP data of the original is damaged, so the record of how the result was made could not be added.</source>
   <translation>原图的 XMP 数据已损坏，因此无法添加结果的生成方式。</translation>
  </message>
  <message>
   <source>The checksum of the result could not be added to {path}: {reason}.</source>
   <translation>无法将结果的校验和写入 {path}：{reason}。</translation>
  </message>
  <message>
   <source>The EXIF data of the original is damaged and was left out.</source>
   <translation>原图的 EXIF 数据已损坏，已略去。</translation>
  </message>
  <message>
   <source>The colour profile of the original is damaged and was left out.</source>
   <translation>原图的颜色配置文件已损坏，已略去。</translation>
  </message>
  <message>
   <source>The colour profile of the original does not fit its pixels and was left out.</source>
   <translation>原图的颜色配置文件与其像素不符，已略去。</translation>
  </message>
  <message>
   <source>The picture has wide-gamut colours but no colour profile: the result may look paler.</source>
   <translation>此图片为广色域，但没有颜色配置文件：结果可能显得较淡。</translation>
  </message>
  <message>
   <source>The picture is HDR ({transfer}): the result may look paler.</source>
   <translation>图片为 HDR（{transfer}）：结果可能显得较淡。</translation>
  </message>
  <message>
   <source>The picture was converted from {space} to sRGB, which the network works in.</source>
   <translation>图片已从 {space} 转换为 sRGB，神经网络以 sRGB 处理图片。</translation>
  </message>
  <message>
   <source>The picture is CMYK without a usable colour profile: its colours in RGB are an estimate.</source>
   <translation>图片为 CMYK，且没有可用的颜色配置文件：其 RGB 颜色为估算值。</translation>
  </message>
  <message>
   <source>The file is cut off or damaged: missing parts are filled with a flat colour.</source>
   <translation>文件被截断或已损坏：缺失的部分已用纯色填充。</translation>
  </message>
  <message>
   <source>The file holds {count} pictures: only the first is upscaled.</source>
   <translation>文件含有 {count} 张图片：仅放大第一张。</translation>
  </message>
  <message>
   <source>The file holds {count} pictures: only the largest is upscaled.</source>
   <translation>文件含有 {count} 张图片：仅放大最大的一张。</translation>
  </message>
  <message>
   <source>Pages with unsupported pixel formats were left out: {pages}.</source>
   <translation>像素无法放大的页面已略去：{pages}。</translation>
  </message>
  <message>
   <source>Page {page} is damaged: missing parts are filled with a flat colour.</source>
   <translation>第 {page} 页已损坏：缺失的部分已用纯色填充。</translation>
  </message>
  <message>
   <source>{reason} (page {page})</source>
   <translation>{reason}（第 {page} 页）</translation>
  </message>
  <message>
   <source>The file is cut off or damaged: its pictures after number {count} are missing.</source>
   <translation>文件被截断或已损坏：第 {count} 张之后的图片缺失。</translation>
  </message>
  <message>
   <source>The original is already larger than the requested size, so it was reduced.</source>
   <translation>原图已大于所要求的尺寸，因此已缩小。</translation>
  </message>
  <message>
   <source>The original is already larger than the requested size, so it was copied.</source>
   <translation>原图已大于所要求的尺寸，因此已复制。</translation>
  </message>
  <message>
   <source>The quality was lowered to {quality} to keep the file within the requested size.</source>
   <translation>为使文件不超过要求的大小，质量为 {quality}。</translation>
  </message>
  <message>
   <source>The file is larger than requested, even at a quality of {quality}.</source>
   <translation>即使质量仅为 {quality}，文件仍大于要求。</translation>
  </message>
  <message>
   <source>The file is larger than requested: {format} is lossless, so only another format would make it smaller.</source>
   <translation>文件大于要求：{format} 为无损格式，只有换用其他格式才能更小。</translation>
  </message>
  <message>
   <source>The network produced invalid values, so the picture was continued in fp32.</source>
   <translation>网络输出了无效数值，因此改用 fp32 继续处理图片。</translation>
  </message>
  <message>
   <source>int8 is only for 8-bit results, with models and processors that support it: {precision} was used instead.</source>
   <translation>int8 只能用于 8 位结果，且需要模型和处理器支持：已改用 {precision}。</translation>
  </message>
  <message>
   <source>int8 failed, so the picture was continued in fp32.</source>
   <translation>int8 处理失败，因此改用 fp32 继续处理图片。</translation>
  </message>
  <message>
   <source>Memory ran out, so the picture was continued in smaller strips.</source>
   <translation>内存不足，因此改用更小的条带继续处理图片。</translation>
  </message>
  <message>
   <source>The device {device} failed, so the picture was continued on the CPU.</source>
   <translation>设备 {device} 运行失败，因此改用 CPU 继续处理图片。</translation>
  </message>
  <message>
   <source>The graphics card {name} failed ({reason}), so the picture was continued on the CPU.</source>
   <translation>显卡 {name} 运行失败（{reason}），因此改用 CPU 继续处理图片。</translation>
  </message>
  <message>
   <source>The graphics card {name} cannot be used ({reason}), so the CPU was used instead.</source>
   <translation>显卡 {name} 无法使用（{reason}），因此改用 CPU。</translation>
  </message>
  <message>
   <source>Through Vulkan, graphics cards can only run the app's own models, so the CPU was used instead.</source>
   <translation>通过 Vulkan，显卡只能运行应用自带的模型，因此改用 CPU。</translation>
  </message>
  <message>
   <source>its driver crashed</source>
   <translation>其驱动程序崩溃</translation>
  </message>
  <message>
   <source>its driver did not answer</source>
   <translation>其驱动程序没有响应</translation>
  </message>
  <message>
   <source>its result was wrong</source>
   <translation>其计算结果有误</translation>
  </message>
  <message>
   <source>the app ended while testing it</source>
   <translation>测试时应用意外退出</translation>
  </message>
  <message>
   <source>only files of these kinds can be models: {kinds}</source>
   <translation>只有以下类型的文件可以用作模型：{kinds}</translation>
  </message>
  <message>
   <source>it took longer than {seconds} seconds to read</source>
   <translation>读取时间超过 {seconds} 秒</translation>
  </message>
  <message>
   <source>the process that read it crashed</source>
   <translation>读取它的进程崩溃了</translation>
  </message>
  <message>
   <source>it needs more memory than is available</source>
   <translation>所需内存超过可用内存</translation>
  </message>
  <message>
   <source>it is larger than {megabytes} MB</source>
   <translation>它大于 {megabytes} MB</translation>
  </message>
  <message>
   <source>it has more than {most} tensors or layers</source>
   <translation>张量或层的数量超过 {most}</translation>
  </message>
  <message>
   <source>it has more than {millions} million parameters</source>
   <translation>参数数量超过 {millions} 百万</translation>
  </message>
  <message>
   <source>its scale or its layers are too large</source>
   <translation>其倍数或层过大</translation>
  </message>
  <message>
   <source>it is not in {kind} format, or it is damaged</source>
   <translation>它不是 {kind} 格式，或已损坏</translation>
  </message>
  <message>
   <source>{name} is only a Git LFS pointer: the weights themselves were not downloaded</source>
   <translation>{name} 只是 Git LFS 指针文件，权重本身尚未下载</translation>
  </message>
  <message>
   <source>a model for ncnn consists of two files, and {name} is missing</source>
   <translation>ncnn 模型由两个文件组成，缺少 {name}</translation>
  </message>
  <message>
   <source>it contains more than weights ({name}), so it was not opened</source>
   <translation>它不仅包含权重（{name}），因此不会打开</translation>
  </message>
  <message>
   <source>it contains no named weights</source>
   <translation>它不包含带名称的权重</translation>
  </message>
  <message>
   <source>its weights do not fit its layers</source>
   <translation>其权重与层不匹配</translation>
  </message>
  <message>
   <source>its weights match no known kind of network</source>
   <translation>其权重不属于任何已知类型的网络</translation>
  </message>
  <message>
   <source>its weights match no known kind of network; the Python package spandrel supports more</source>
   <translation>其权重不属于任何已知类型的网络；Python 包 spandrel 支持更多类型</translation>
  </message>
  <message>
   <source>it needs the Python package spandrel, which is not installed</source>
   <translation>它需要 Python 包 spandrel，但该包未安装</translation>
  </message>
  <message>
   <source>its network is not made for enlarging pictures ({purpose})</source>
   <translation>其网络不是用于放大图像的（{purpose}）</translation>
  </message>
  <message>
   <source>every pixel of its result depends on the whole picture, so it cannot run in parts</source>
   <translation>其结果的每个像素都取决于整张图像，因此无法分块运行</translation>
  </message>
  <message>
   <source>its input has {channels} channels, not the 3 of RGB</source>
   <translation>其输入有 {channels} 个通道，而不是 RGB 的 3 个</translation>
  </message>
  <message>
   <source>its layers do not fit each other</source>
   <translation>其各层互不匹配</translation>
  </message>
  <message>
   <source>its layer {layer} needs the whole picture, so it cannot run in parts</source>
   <translation>其层 {layer} 需要整张图片，因此无法分块运行</translation>
  </message>
  <message>
   <source>its layer {layer} is not supported</source>
   <translation>不支持其层 {layer}</translation>
  </message>
  <message>
   <source>one of its layers is of a kind that is not supported ({detail})</source>
   <translation>其中一层的类型不受支持（{detail}）</translation>
  </message>
  <message>
   <source>the sides of its result are not multiples of the sides of its input</source>
   <translation>其结果不是各边为输入整数倍的图片</translation>
  </message>
  <message>
   <source>its result does not look like the picture, as the file does not say which range of values the network was trained with; its ncnn version (.param with .bin) does</source>
   <translation>文件没有说明网络训练时使用的数值范围，因此结果与图片不符；其 ncnn 版本（.param 和 .bin）有说明</translation>
  </message>
  <message>
   <source>There was not enough memory or disk space at first, so the picture was tried again on its own.</source>
   <translation>起初内存或磁盘空间不足，因此单独重试了这张图片。</translation>
  </message>
  <message>
   <source>Another run is also writing to {folder}. The two do not touch each other's files.</source>
   <translation>另一个任务正在向 {folder} 写入。双方都不会改动对方的文件。</translation>
  </message>
  <message>
   <source>The journal cannot be written, so an interrupted run cannot be resumed: {reason}.</source>
   <translation>无法写入任务记录，因此中断的任务将无法继续：{reason}。</translation>
  </message>
  <message>
   <source>The existing result {path} is damaged and will be replaced.</source>
   <translation>现有结果{path}已损坏，将被替换。</translation>
  </message>
  <message>
   <source>Other runs cannot be detected ({reason}). Do not let two runs write to the same folder.</source>
   <translation>无法检测到其他任务（{reason}）。请勿让两个任务写入同一个文件夹。</translation>
  </message>
  <message>
   <source>JPEG artefacts found · restoring at {denoise} %</source>
   <translation>检测到 JPEG 伪影 · 修复强度 {denoise}%</translation>
  </message>
  <message>
   <source>Noise found · restoring at {denoise} %</source>
   <translation>检测到噪点 · 修复强度 {denoise}%</translation>
  </message>
  <message>
   <source>Blur found · restoring at {denoise} %</source>
   <translation>检测到模糊 · 修复强度 {denoise}%</translation>
  </message>
  <message>
   <source>Drawing or text found · model for drawings</source>
   <translation>检测到图画或文字 · 使用图画模型</translation>
  </message>
  <message>
   <source>Clean · no restoration needed</source>
   <translation>画质清晰 · 无需修复</translation>
  </message>
  <message>
   <source>{denoised} · detail&#160;{detail}</source>
   <translation>{denoised} · 细节&#160;{detail}</translation>
  </message>
  <message>
   <source>“{path}”</source>
   <translation>“{path}”</translation>
  </message>
  <message>
   <source>{some}, {one}</source>
   <translation>{some}、{one}</translation>
  </message>
  <message>
   <source>The folder {wanted} cannot be written to, so results go to {folder}.</source>
   <translation>无法写入文件夹 {wanted}，因此结果保存到 {folder}。</translation>
  </message>
  <message>
   <source>The results may not all fit in {folder}, which has {free} free; those that fit are saved.</source>
   <translation>{folder} 可能放不下所有结果，其可用空间为 {free}；放得下的会照常保存。</translation>
  </message>
  <message>
   <source>Cancelled.</source>
   <translation>已取消。</translation>
  </message>
  <message>
   <source>Something went wrong inside the app: {reason}.</source>
   <translation>应用内部出错：{reason}。</translation>
  </message>
  <message>
   <source>The app crashed on this picture {times} times, so it was left out: {path}.</source>
   <translation>应用处理这张图片时崩溃了 {times} 次，因此已略过：{path}。</translation>
  </message>
  <message>
   <source>The picture needs {needed_megabytes} MB of memory, but only {free_megabytes} MB are free.</source>
   <translation>此图片需要 {needed_megabytes} MB 内存，但仅有 {free_megabytes} MB 可用。</translation>
  </message>
  <message>
   <source>The cluster cannot do this: {reason}.</source>
   <translation>集群无法执行此操作：{reason}。</translation>
  </message>
  <message>
   <source>It failed in an earlier run: {told}.</source>
   <translation>在之前的运行中失败：{told}。</translation>
  </message>
  <message>
   <source>The picture is already larger than this size: it has {width} × {height} pixels.</source>
   <translation>图片已大于此尺寸：它有 {width} × {height} 像素。</translation>
  </message>
  <message>
   <source>The picture is too small for this size. The largest size it can have is {width} × {height} pixels.</source>
   <translation>图片太小，无法达到此尺寸。它最大只能放大到 {width} × {height} 像素。</translation>
  </message>
  <message>
   <source>This model does not make pictures larger: the result would have {width} × {height} pixels.</source>
   <translation>此模型不会放大图片：结果将为 {width} × {height} 像素。</translation>
  </message>
  <message>
   <source>The crop {crop} is not inside the picture, which has {width} × {height} pixels.</source>
   <translation>裁剪区域 {crop} 超出了图片（{width} × {height} 像素）。</translation>
  </message>
  <message>
   <source>The model {model} cannot denoise at {denoise}: the largest strength is {largest}.</source>
   <translation>模型 {model} 不支持降噪强度 {denoise}：最大为 {largest}。</translation>
  </message>
  <message>
   <source>The model {model} does not denoise.</source>
   <translation>模型 {model} 不做降噪。</translation>
  </message>
  <message>
   <source>Detail {detail} is outside 0 to {largest}.</source>
   <translation>细节 {detail} 超出 0 到 {largest} 的范围。</translation>
  </message>
  <message>
   <source>The model {model} has no setting for detail.</source>
   <translation>模型 {model} 没有细节设置。</translation>
  </message>
  <message>
   <source>“{cells}” is not a cell size in pixels, such as 32x32.</source>
   <translation>“{cells}”不是以像素表示的单元格尺寸，例如 32x32。</translation>
  </message>
  <message>
   <source>A picture of {width} × {height} pixels cannot be cut into cells of {cells}, or its cells would not have whole pixels at this size.</source>
   <translation>{width} × {height} 像素的图片无法切分为 {cells} 的单元格，或在此尺寸下单元格不是整数像素。</translation>
  </message>
  <message>
   <source>The result would replace the original {path}.</source>
   <translation>结果会替换原图{path}。</translation>
  </message>
  <message>
   <source>Results of {path} cannot be saved in that folder itself: they would be upscaled the next time.</source>
   <translation>{path} 的结果不能保存在该文件夹本身：下次会把结果也一起放大。</translation>
  </message>
  <message>
   <source>{path} is the name of one file, but more than one picture was given.</source>
   <translation>{path} 是单个文件的名称，但给出了不止一张图片。</translation>
  </message>
  <message>
   <source>{path} does not have the extension of a format that can be written ({writable}).</source>
   <translation>{path}的扩展名不是可写入的格式（{writable}）。</translation>
  </message>
  <message>
   <source>The file name “{template}” has an unknown placeholder: {field}. Available: {known}.</source>
   <translation>文件名“{template}”中有未知的占位符：{field}。可用的有：{known}。</translation>
  </message>
  <message>
   <source>The file name “{template}” is empty.</source>
   <translation>文件名“{template}”为空。</translation>
  </message>
  <message>
   <source>The file name “{template}” cannot contain folders: / and \ are not allowed.</source>
   <translation>文件名“{template}”不能包含文件夹：不允许使用 / 和 \。</translation>
  </message>
  <message>
   <source>There is no file {path}.</source>
   <translation>文件{path}不存在。</translation>
  </message>
  <message>
   <source>{path} cannot be read: {reason}.</source>
   <translation>无法读取{path}：{reason}。</translation>
  </message>
  <message>
   <source>The file {path} is empty.</source>
   <translation>{path}是空文件，没有内容。</translation>
  </message>
  <message>
   <source>{path} is not a picture in a format that can be read ({readable}).</source>
   <translation>{path}不是可读取的图片格式（{readable}）。</translation>
  </message>
  <message>
   <source>There is not enough memory to read {path}.</source>
   <translation>内存不足，无法读取 {path}。</translation>
  </message>
  <message>
   <source>{path} is damaged: {reason}.</source>
   <translation>{path}已损坏：{reason}。</translation>
  </message>
  <message>
   <source>{path} was not upscaled: two decoders read different pixels from it.</source>
   <translation>{path} 未放大：两个解码器读出的像素不同。</translation>
  </message>
  <message>
   <source>{path} has a pixel format that is not supported yet ({pixels}).</source>
   <translation>{path}的像素类型暂不支持放大（{pixels}）。</translation>
  </message>
  <message>
   <source>{path} is too large: {width} × {height} pixels, more than {limit_megapixels} megapixels.</source>
   <translation>{path}过大：{width} × {height} 像素，超过 {limit_megapixels} MP。</translation>
  </message>
  <message>
   <source>The folder {path} cannot be written to: {reason}.</source>
   <translation>无法写入文件夹{path}：{reason}。</translation>
  </message>
  <message>
   <source>There is not enough free space in {path} for {needed_megabytes} MB of working files.</source>
   <translation>{path}中没有空间存放 {needed_megabytes} MB 的临时文件。</translation>
  </message>
  <message>
   <source>{path} cannot hold {width} × {height} pixels: they exceed the limit of its format. These formats can: {able}.</source>
   <translation>{path}无法容纳 {width} × {height} 像素：超出其格式的上限。可用的格式：{able}。</translation>
  </message>
  <message>
   <source>{path} could not be written: {reason}.</source>
   <translation>无法写入{path}：{reason}。</translation>
  </message>
  <message>
   <source>{path} failed a check and was discarded: {reason}.</source>
   <translation>{path}未通过检查，已丢弃：{reason}。</translation>
  </message>
  <message>
   <source>There is no model named {model}. Available: {known}.</source>
   <translation>没有名为 {model} 的模型。可用的有：{known}。</translation>
  </message>
  <message>
   <source>The model {model} cannot be loaded from {path}: {reason}.</source>
   <translation>无法从{path}加载模型 {model}：{reason}。</translation>
  </message>
  <message>
   <source>The weights of the model {model} in {path} are damaged: their checksum is wrong.</source>
   <translation>{path}中模型 {model} 的权重已损坏：校验和不符。</translation>
  </message>
  <message>
   <source>The weights of the model {model} do not fit its network: {keys}.</source>
   <translation>模型 {model} 的权重与其神经网络不匹配：{keys}。</translation>
  </message>
  <message>
   <source>The device {device} is not available here. Available: {available}.</source>
   <translation>设备 {device} 在此不可用。可用的有：{available}。</translation>
  </message>
  <message>
   <source>The precision {precision} is not available on {device}.</source>
   <translation>精度 {precision} 在 {device} 上不可用。</translation>
  </message>
  <message>
   <source>The backend {backend} cannot run this model on {device}. Available: {available}.</source>
   <translation>后端 {backend} 无法在 {device} 上运行此模型。可用的有：{available}。</translation>
  </message>
  <message>
   <source>The network failed on {device}: {reason}.</source>
   <translation>神经网络在 {device} 上运行失败：{reason}。</translation>
  </message>
  <message>
   <source>something went wrong</source>
   <translation>出了问题</translation>
  </message>
  <message>
   <source>the app crashed on it</source>
   <translation>应用处理此图片时崩溃</translation>
  </message>
  <message>
   <source>not enough memory</source>
   <translation>内存不足</translation>
  </message>
  <message>
   <source>the options are not valid</source>
   <translation>选项无效</translation>
  </message>
  <message>
   <source>it is already larger</source>
   <translation>已大于此尺寸</translation>
  </message>
  <message>
   <source>too small for this size</source>
   <translation>太小，无法达到此尺寸</translation>
  </message>
  <message>
   <source>the model does not enlarge</source>
   <translation>模型不会放大</translation>
  </message>
  <message>
   <source>the cells do not fit</source>
   <translation>单元格不匹配</translation>
  </message>
  <message>
   <source>the crop is not inside the picture</source>
   <translation>裁剪区域超出了图片</translation>
  </message>
  <message>
   <source>it would replace the original</source>
   <translation>会覆盖原图</translation>
  </message>
  <message>
   <source>the file cannot be read</source>
   <translation>无法读取文件</translation>
  </message>
  <message>
   <source>the file is gone</source>
   <translation>文件已不存在</translation>
  </message>
  <message>
   <source>the file is empty</source>
   <translation>文件是空的</translation>
  </message>
  <message>
   <source>not a picture</source>
   <translation>不是图片</translation>
  </message>
  <message>
   <source>the file is damaged</source>
   <translation>文件已损坏</translation>
  </message>
  <message>
   <source>decoders disagree on its pixels</source>
   <translation>不同解码器读出的像素不一致</translation>
  </message>
  <message>
   <source>this pixel format is not supported</source>
   <translation>不支持这种像素</translation>
  </message>
  <message>
   <source>the picture is too large</source>
   <translation>图片太大</translation>
  </message>
  <message>
   <source>the result could not be written</source>
   <translation>无法写入结果</translation>
  </message>
  <message>
   <source>the folder cannot be written to</source>
   <translation>无法写入文件夹</translation>
  </message>
  <message>
   <source>not enough free space on the disk</source>
   <translation>磁盘可用空间不足</translation>
  </message>
  <message>
   <source>too large for the format</source>
   <translation>对该格式来说太大</translation>
  </message>
  <message>
   <source>the result failed a check</source>
   <translation>结果未通过检查</translation>
  </message>
  <message>
   <source>the model cannot be loaded</source>
   <translation>无法加载模型</translation>
  </message>
  <message>
   <source>the device is not available</source>
   <translation>设备不可用</translation>
  </message>
  <message>
   <source>the network failed</source>
   <translation>网络运行失败</translation>
  </message>
  <message>
   <source>Try again.</source>
   <translation>请重试。</translation>
  </message>
  <message>
   <source>Try again. If it happens again, please report it with the details.</source>
   <translation>请重试。如果再次发生，请附上详情反馈问题。</translation>
  </message>
  <message>
   <source>Close other programs or choose a smaller size, then try again.</source>
   <translation>请关闭其他程序或选择更小的尺寸，然后重试。</translation>
  </message>
  <message>
   <source>Change the options, then try again.</source>
   <translation>请更改选项后重试。</translation>
  </message>
  <message>
   <source>Choose another size.</source>
   <translation>请选择其他尺寸。</translation>
  </message>
  <message>
   <source>Choose another model.</source>
   <translation>请选择其他模型。</translation>
  </message>
  <message>
   <source>Crop it again, or use the whole picture.</source>
   <translation>请重新裁剪，或使用整张图片。</translation>
  </message>
  <message>
   <source>It may have been moved or deleted. Add it again from where it is now.</source>
   <translation>文件可能已被移动或删除。请从其当前位置重新添加。</translation>
  </message>
  <message>
   <source>Check that you have permission to read the file and that no other program has it open.</source>
   <translation>请检查是否有权读取该文件，以及是否有其他程序打开了它。</translation>
  </message>
  <message>
   <source>A copy or download may have failed. Get it again from where it came from.</source>
   <translation>可能是复制或下载失败。请从来源处重新获取。</translation>
  </message>
  <message>
   <source>Open it in the program it comes from and save it as PNG or JPEG.</source>
   <translation>请在生成该文件的程序中打开它，并存为 PNG 或 JPEG。</translation>
  </message>
  <message>
   <source>Close other programs, then try again.</source>
   <translation>请关闭其他程序，然后重试。</translation>
  </message>
  <message>
   <source>This copy of the file is incomplete. Get it again from where it came from, or choose “Upscale what can be read” under “More options”.</source>
   <translation>此文件副本不完整。请从来源处重新获取，或在“更多选项”中选择“放大可读取的部分”。</translation>
  </message>
  <message>
   <source>This copy of the file is incomplete. Get it again from where it came from.</source>
   <translation>此文件副本不完整。请从来源处重新获取。</translation>
  </message>
  <message>
   <source>Open it in the program it comes from and save it as PNG.</source>
   <translation>请在其来源程序中打开并另存为 PNG。</translation>
  </message>
  <message>
   <source>Use another program to save it as PNG or TIFF with 8 or 16 bits per channel.</source>
   <translation>请用其他程序将其存为每通道 8 位或 16 位的 PNG 或 TIFF。</translation>
  </message>
  <message>
   <source>Cut it into parts or make it smaller first.</source>
   <translation>请先将其裁成几部分或缩小。</translation>
  </message>
  <message>
   <source>Choose another folder for the results.</source>
   <translation>请为结果选择其他文件夹。</translation>
  </message>
  <message>
   <source>Free some space on that disk, then try again.</source>
   <translation>请在该磁盘上释放一些空间，然后重试。</translation>
  </message>
  <message>
   <source>Choose one of these formats, or a smaller size.</source>
   <translation>请选择其中一种格式，或更小的尺寸。</translation>
  </message>
  <message>
   <source>The disk may be full or disconnected. Check it, or choose another folder for the results.</source>
   <translation>磁盘可能已满或已断开。请检查磁盘，或为结果选择其他文件夹。</translation>
  </message>
  <message>
   <source>Try again. If it happens again, the disk or the memory may be faulty.</source>
   <translation>请重试。如果再次发生，磁盘或内存可能有故障。</translation>
  </message>
  <message>
   <source>The app is damaged. Install it again.</source>
   <translation>应用已损坏。请重新安装。</translation>
  </message>
  <message>
   <source>Choose another model, or add this one again.</source>
   <translation>请选择其他模型，或重新添加此模型。</translation>
  </message>
  <message>
   <source>Choose the automatic device, then try again.</source>
   <translation>请将设备设为自动，然后重试。</translation>
  </message>
  <message>
   <source>the connection to the scheduler is lost</source>
   <translation>与调度器的连接已断开</translation>
  </message>
  <message>
   <source>its processes ended and were not restarted</source>
   <translation>其进程已结束且未恢复</translation>
  </message>
  <message>
   <source>another program has created a file of this name in the meantime</source>
   <translation>其间另一个程序创建了同名文件</translation>
  </message>
  <message>
   <source>the file is cut off</source>
   <translation>文件被截断</translation>
  </message>
  <message>
   <source>32 bits or floating point</source>
   <translation>32 位或浮点</translation>
  </message>
  <message>
   <source>bits of a colour that are not adjacent</source>
   <translation>颜色的位不相邻</translation>
  </message>
  <message>
   <source>its header is invalid</source>
   <translation>文件头无效</translation>
  </message>
  <message>
   <source>the written file cannot be read, or has the wrong size</source>
   <translation>写入的文件无法读取，或尺寸不符</translation>
  </message>
  <message>
   <source>the written file has different pixels</source>
   <translation>写入的文件像素不符</translation>
  </message>
  <message>
   <source>colours multiplied by alpha</source>
   <translation>颜色已乘以 Alpha</translation>
  </message>
  <message>
   <source>channels in an unusual order</source>
   <translation>通道顺序不常见</translation>
  </message>
  <message>
   <source>a palette of colours other than RGB and gray</source>
   <translation>调色板颜色不是 RGB 或灰度</translation>
  </message>
  <message>
   <source>CgBI, the PNG of iOS apps</source>
   <translation>CgBI（iOS 应用的 PNG）</translation>
  </message>
  <message>
   <source>the written file has the wrong number of pictures</source>
   <translation>写入的文件图片数量不符</translation>
  </message>
  <message>
   <source>the written file cannot be read</source>
   <translation>写入的文件无法读取</translation>
  </message>
  <message>
   <source>it is not a file</source>
   <translation>不是文件</translation>
  </message>
  <message>
   <source>the encoder or the disk reported an error</source>
   <translation>编码器或磁盘报告了错误</translation>
  </message>
  <message>
   <source>the result does not match the original</source>
   <translation>结果与原图不符</translation>
  </message>
 </context>
</TS>
