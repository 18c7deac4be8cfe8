; Inno Setup 6: a per-user setup program without administrator rights. `iscc /DVersion=1.2.3 upscaler.iss`
; Pictures keep their default program; Upscaler is added to "Open with".
#define App "..\..\build\package\dist\upscaler"

[Setup]
AppId={{6E1F6B0E-5B0C-4B0B-9C0A-2F0C2F3E8D51}
AppName=Upscaler
AppVersion={#Version}
AppPublisher=The upscaler project
DefaultDirName={autopf}\Upscaler
DefaultGroupName=Upscaler
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
; Older versions do not support what upscaler.manifest requests
MinVersion=10.0.18362
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
ChangesEnvironment=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\package\icons\upscaler.ico
UninstallDisplayIcon={app}\upscaler.exe
OutputDir=..\..\dist
OutputBaseFilename=Upscaler-{#Version}-setup
Compression=lzma2/fast
SolidCompression=yes
WizardStyle=modern

[Tasks]
Name: desktopicon; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: path; Description: "Make the command ""upscale"" known to terminals"; Flags: unchecked

[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#App}\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Upscaler"; Filename: "{app}\upscaler.exe"
Name: "{autodesktop}\Upscaler"; Filename: "{app}\upscaler.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\Applications\upscaler.exe"; ValueName: "FriendlyAppName"; ValueType: string; ValueData: "Upscaler"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\upscaler.exe\shell\open\command"; ValueType: string; ValueData: """{app}\upscaler.exe"" ""%1"""
#define Kind(str Suffix) 'Root: HKA; Subkey: "Software\Classes\Applications\upscaler.exe\SupportedTypes"; ValueName: "' + Suffix + '"; ValueType: string; ValueData: ""'
#emit Kind(".png")
#emit Kind(".jpg")
#emit Kind(".jpeg")
#emit Kind(".webp")
#emit Kind(".tif")
#emit Kind(".tiff")
#emit Kind(".avif")
#emit Kind(".heic")
#emit Kind(".heif")
#emit Kind(".bmp")
#emit Kind(".gif")
#emit Kind(".jp2")
#emit Kind(".qoi")
#emit Kind(".tga")
#emit Kind(".pnm")
#emit Kind(".ico")
; The menu of Explorer, for pictures and folders (in Windows 11 under "Show more options")
#define Verb(str Place, str Name) 'Root: HKA; Subkey: "Software\Classes\' + Place + '\shell\Upscaler' + Name
#define Title(str Place, str Name, str Text) Verb(Place, Name) + '"; ValueType: string; ValueData: "' + Text + '"; Flags: uninsdeletekey'
#define Icon(str Place, str Name) Verb(Place, Name) + '"; ValueName: "Icon"; ValueType: string; ValueData: "{app}\upscaler.exe"'
#define Start(str Place, str Name, str Arguments) Verb(Place, Name) + '\command"; ValueType: string; ValueData: """{app}\upscaler.exe"" ' + Arguments + '""%1"""'
#define Entry(str Place, str Name, str Text, str Arguments) Title(Place, Name, Text) + NewLine + Icon(Place, Name) + NewLine + Start(Place, Name, Arguments)
#emit Entry("SystemFileAssociations\image", "", "Upscale...", "")
#emit Entry("SystemFileAssociations\image", "2x", "Upscale 2x", "--now 2 ")
#emit Entry("SystemFileAssociations\image", "4x", "Upscale 4x", "--now 4 ")
#emit Entry("Directory", "", "Upscale...", "")
#emit Entry("Directory", "2x", "Upscale 2x", "--now 2 ")
#emit Entry("Directory", "4x", "Upscale 4x", "--now 4 ")
Root: HKCU; Subkey: "Environment"; ValueName: "Path"; ValueType: expandsz; ValueData: "{olddata};{app}"; Tasks: path; Check: PathIsNew

[Run]
Filename: "{app}\upscaler.exe"; Description: "{cm:LaunchProgram,Upscaler}"; Flags: nowait postinstall skipifsilent

[Code]
function PathIsNew: Boolean;
var
  Path: String;
begin
  Result := not RegQueryStringValue(HKCU, 'Environment', 'Path', Path)
    or (Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(Path) + ';') = 0);
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Path: String;
begin
  if (Step = usPostUninstall) and RegQueryStringValue(HKCU, 'Environment', 'Path', Path) then
  begin
    if StringChangeEx(Path, ';' + ExpandConstant('{app}'), '', True) > 0 then
      RegWriteExpandStringValue(HKCU, 'Environment', 'Path', Path);
  end;
end;
