/** The light tokens of the pages; mail programs know no variables. */
export const colours = { paper: '#faf8f4', sheet: '#ffffff', ink: '#1c1a17', soft: '#57534b', line: '#e2ded4', sea: '#12466b', jade: '#17634a', amber: '#7d5200', vermilion: '#b02f19', wash: '#e5eef5' }

const han = "'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei', 'Noto Sans CJK SC'"
/** Chinese fonts draw quotation marks a whole square wide: in an English mail they come last. */
export const fontFamily = { 'zh-CN': `${han}, system-ui, sans-serif`, en: `system-ui, 'Segoe UI', Roboto, Helvetica, Arial, ${han}, sans-serif` }

/** The dark tokens, for mail programs that ask for them (Apple Mail, Outlook on phones); others keep the light ones or invert by themselves. */
const dark = { paper: '#15171a', sheet: '#1d2024', ink: '#ebe8e1', soft: '#b4afa5', line: '#373b41', sea: '#8fc1e6', wash: '#22323e', button: '#2b6c9c' }

const rules = [
  `.m-paper{background:${dark.paper} !important;color:${dark.ink} !important}`,
  `.m-sheet{background:${dark.sheet} !important;border-color:${dark.line} !important;border-top-color:${dark.sea} !important}`,
  `.m-ink{color:${dark.ink} !important}`, `.m-soft{color:${dark.soft} !important}`, `.m-sea{color:${dark.sea} !important}`,
  `.m-line{border-color:${dark.line} !important}`, `.m-wash{background:${dark.wash} !important}`, `.m-button{background:${dark.button} !important}`,
].join('')

/** The ground has no inline style: it would be put on a cell inside the body as well, past the reach of a rule. */
export const darkRules = `.m-paper{background:${colours.paper}}:root{color-scheme:light dark;supported-color-schemes:light dark}@media (prefers-color-scheme:dark){${rules}}`
