/** The light tokens of the pages; mail programs know no variables. */
export const colours = { paper: '#faf8f4', sheet: '#ffffff', ink: '#1c1a17', soft: '#57534b', line: '#e2ded4', sea: '#12466b', jade: '#17634a', amber: '#7d5200', vermilion: '#b02f19', wash: '#e5eef5' }

export const fontFamily = "'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei', 'Noto Sans CJK SC', system-ui, sans-serif"
