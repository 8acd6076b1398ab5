/** A setting of LibreOffice: where it stands in its registry, its name, its value. */
type Setting = readonly [path: string, name: string, value: string]

const scripting = '/org.openoffice.Office.Common/Security/Scripting'

/** Nothing in a document is run, and nothing outside of it is looked at. The names are those of LibreOffice's own registry (7.4: `main.xcd`). */
const settings: readonly Setting[] = [
  // 3: only what is signed by somebody trusted, and nobody is; the second knows no exceptions.
  [scripting, 'MacroSecurityLevel', '3'],
  [scripting, 'DisableMacrosExecution', 'true'],
  [scripting, 'BlockUntrustedRefererLinks', 'true'],
  // 2: links to other files are never followed.
  ['/org.openoffice.Office.Writer/Content/Update', 'Link', '2'],
  ['/org.openoffice.Office.Calc/Content/Update', 'Link', '2'],
]

/** The file of a profile (`user/registrymodifications.xcu`) with which LibreOffice converts what strangers wrote. */
export const officeProfile: string = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<oor:items xmlns:oor="http://openoffice.org/2001/registry">',
  ...settings.map(
    ([path, name, value]) =>
      `<item oor:path="${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  ),
  '</oor:items>',
  '',
].join('\n')
