import { describe, expect, test } from 'vitest'
import { readHtml } from '../src/extract/readers/html.ts'

const cellOf = (html: string, head = ''): string => {
  const table = `<table><tr><td>规章</td>${html.startsWith('<td') ? html : `<td>${html}</td>`}</tr><tr><td>a</td><td>b</td></tr></table>`
  const text = `<html><head>${head}</head><body>${table}</body></html>`
  const [block] = readHtml({ text, charset: 'utf-8' }).blocks
  return block?.kind === 'table' ? (block.table.rows[0]?.[1]?.text ?? '') : ''
}

describe('What nobody sees is not read', () => {
  test.each([
    ['display:none', '<span style="display: none">3</span>12'],
    ['visibility', '<span style="visibility:hidden !important">3</span>12'],
    ['no size', '<span style="font-size:0">3</span>12'],
    ['no size, in the short form', '<span style="font: 0/0 a">3</span>12'],
    ['no opacity', '<span style="opacity:0">3</span>12'],
    ['no colour', '<span style="color: transparent">3</span>12'],
    ['off the page', '<span style="position:absolute; left:-9999px">3</span>12'],
    ['moved out of its line', '<span style="text-indent:-999em">3</span>12'],
    ['clipped', '<span style="position:absolute;clip: rect(0, 0, 0, 0)">3</span>12'],
    ['hidden from everyone by Word', '<span style="mso-hide:all">3</span>12'],
    ['the hidden attribute', '<span hidden>3</span>12'],
    ['a hidden input', '<input type="hidden" value="3">12'],
    ['what stands above the words', '<ruby>12<rp>(</rp><rt>3</rt><rp>)</rp></ruby>'],
    ['the same without end tags', '<ruby>1<rt>3</ruby>2'],
  ])('%s', (_how, html) => {
    expect(cellOf(html)).toBe('12')
  })

  test.each([
    ['a class', '.h{display:none}', '<span class="x h">3</span>12'],
    ['an id', '#h { display : none }', '<span id="h">3</span>12'],
    ['an element with a class', 'b, span.h{font-size:0px}', '<span class="h">3</span>12'],
    ['a class after a comment', '/* .y{} */ .h{visibility:hidden}', '<i class="h">3</i>12'],
  ])('by a style sheet of the page: %s', (_how, css, html) => {
    expect(cellOf(html, `<style>${css}</style>`)).toBe('12')
  })

  test('a rule for other screens or for print hides nothing here', () => {
    const css = '@media print{.h{display:none}} @media (max-width:600px){.g{display:none}.h{color:red}}'
    expect(cellOf('<span class="h g">12</span>', `<style>${css}</style>`)).toBe('12')
  })

  test('a sheet counts for what stands before it, wherever in the page it stands', () => {
    expect(cellOf('<i id="b">9</i>12<style>#b{display:none}</style>')).toBe('12')
    const page = '<table><tr><td>a</td><td><i id="b">9</i>12</td></tr></table>'
    const [block] = readHtml({ text: `${page}<style>#b{display:none}</style>`, charset: 'utf-8' }).blocks
    expect(block?.kind === 'table' && block.table.rows[0]?.[1]?.text).toBe('12')
  })

  test.each([
    ['a comment', '<!-- <style>.h{display:none}</style> -->'],
    ['a comment for old browsers', '<!--[if IE]><style>.h{display:none}</style><![endif]-->'],
    ['a script', '<script>var a = "<style>.h{display:none}</style>"</script>'],
    ['a sheet for print', '<style media="print">.h{display:none}</style>'],
    ['a rule for print', '<style>@media print and (color){.h{display:none}}</style>'],
    ['a rule for small screens', '<style>@media only screen and (max-width:768px){.h{display:none}}</style>'],
    ['keyframes', '<style>@keyframes x{from{opacity:0} .h{display:none}}</style>'],
    ['who points at it', '<style>.h:hover{display:none} td:focus .h{opacity:0}</style>'],
    ['what is added behind it', '<style>.h:after{content:".";visibility:hidden;height:0}</style>'],
    ['who selects it', '<style>.h::selection{color:#fff}</style>'],
    ['the page until a script has run', '<style>body{display:none} [v-cloak]{display:none}</style>'],
    ['a link elsewhere', '<style>.nav a b{display:none} .box i{color:#fff}</style>'],
  ])('%s hides nothing', (_what, head) => {
    expect(cellOf('<span class="h" v-cloak>1</span><b>2</b><i>3</i>', head)).toBe('123')
  })

  test.each([
    ['for screens', '@media screen{.b{display:none}}'],
    ['for wide screens', '@media (min-width: 768px){.b{display:none}}'],
    ['for print or screens', '@media print, screen{.b{display:none}}'],
    ['by an attribute', 'i[class~=b]{display:none}'],
    ['by its name', 'i{display:none}'],
    ['in spite of its own style', '.b{display:none!important}'],
    ['after an import', '@import url("a.css"); .b{display:none}'],
    ['after a font', '@font-face{font-family:x;src:url(a)} .b{display:none}'],
    ['without size', '.b{font-size:.5px}'],
    ['shrunk', '.b{transform: scale(0)}'],
    ['cut off', '.b{clip-path:inset(50%)}'],
  ])('a rule hides an element: %s', (_how, css) => {
    expect(cellOf('<i class="a b" style="display:inline">9</i>12', `<style>${css}</style>`)).toBe(
      /important|size|scale|clip/u.test(css) ? '12' : '912',
    )
    expect(cellOf('<i class="a b">9</i>12', `<style>${css}</style>`)).toBe('12')
  })

  test.each([
    ['what stands around it', 'table td .b{display:none!important}'],
    ['every such element in a table', 'table td i{display:none}'],
    ['what stands before it', 'td > b + .b{display:none}'],
    ['what it is not', 'i:not(.c){display:none}'],
    ['what the browser can', '@supports (display:grid){.b{display:none}}'],
    ['white', '.b{color:#FFFFFF}'],
    ['as good as white', '.b{color:#fefefe}'],
    ['white in new words', '.b{color:rgb(255 255 255 / 1)}'],
    ['hardly covering', '.b{color:rgba(0,0,0,.05)}'],
    ['hardly there', '.b{opacity:.01}'],
    ['of the colour of its ground', '.b{color:#ececec;background:#eee}'],
    ['of no width', '.b{display:inline-block;width:0;overflow:hidden}'],
    ['of no height', '.b{display:inline-block;max-height:0px;overflow-y:hidden}'],
  ])('digits that a rule may hide are kept and marked, whatever colour they have inside: %s', (_how, css) => {
    expect(cellOf('<i class="b">9</i>12', `<style>${css}</style>`)).toBe('~912')
    if (/white|cover|colour/u.test(_how)) return
    expect(cellOf('<i class="b"><u style="color:#000">9</u></i>12', `<style>${css}</style>`)).toBe('~912')
  })

  test('letters of the size of their parent are not seen where it has none', () => {
    expect(cellOf('<span style="font-size:0"><b style="font-size:1em">9</b></span>12')).toBe('12')
  })

  test('an element that its own style shows is shown, whatever a rule that may hold says', () => {
    const css = '<style>.tabs .tab{display:none}</style>'
    expect(cellOf('<div class="tab" style="display:block">12</div>', css)).toBe('12')
  })

  test('a narrow cell shows its words', () => {
    expect(cellOf('<td style="width:0;height:0;overflow:hidden">12</td>')).toBe('12')
  })

  test('a cell that is not seen keeps its place, one that is not displayed does not', () => {
    const row = (style: string): readonly string[] => {
      const text = `<table><tr><td>甲</td><td style="${style}">9</td><td>5</td></tr><tr><td>a</td><td>b</td><td>c</td></tr></table>`
      const [block] = readHtml({ text, charset: 'utf-8' }).blocks
      return block?.kind === 'table' ? (block.table.rows[0] ?? []).map((cell) => cell.text) : []
    }
    expect(row('visibility:hidden')).toEqual(['甲', '', '5'])
    expect(row('opacity:0')).toEqual(['甲', '', '5'])
    expect(row('display:none')).toEqual(['甲', '5'])
  })

  test.each(['sr-only', 'visually-hidden', 'x d-none', 'hide'])(
    'digits in an element of the class %s are marked where no sheet of the page speaks of it: those that it links may hide it',
    (name) => {
      expect(cellOf(`<span class="${name}">9</span>12`)).toBe('~912')
    },
  )

  test.each([
    ['a digit', '.b:before{content:"1"}', '12\uFFFC'],
    ['a digit in disguise', ".b::after{content:'\\31 '}", '12\uFFFC'],
    ['what an attribute says', '.b:before{content:attr(title)}', '12\uFFFC'],
    ['a bullet', '.b:before{content:"•"}', '12'],
    ['a blank', '.b:after{content:"";display:table}', '12'],
    ['a sign of a symbol font', '.b:before{content:"\\e601"}', '12'],
  ])('a rule adds to the words of an element: %s', (_what, css, text) => {
    expect(cellOf('<span class="b">12</span>', `<style>${css}</style>`)).toBe(text)
  })

  test.each([
    ['a dialogue that is not open', '<dialog>9</dialog>12', '12'],
    ['digits from right to left', '<bdo dir="rtl">12</bdo>', '~12'],
    ['the same by a style', '<span style="unicode-bidi: bidi-override; direction: rtl">12</span>', '~12'],
    ['digits over each other', '<span style="letter-spacing:-1em">12</span>', '~12'],
    ['filtered away', '<span style="filter:opacity(0)">9</span>12', '~912'],
    [
      'a line of no height',
      '<span style="display:inline-block;line-height:0;overflow:hidden">9</span>12',
      '~912',
    ],
    ['a digit that floats behind the next one', '<span style="float:right">1</span>2', '1^2'],
    ['a digit put elsewhere', '<b style="position:absolute;right:0">1</b>2', '1^2'],
    ['a number that floats', '<span style="float:left">12</span>', '12'],
    ['a digit that is a background', '<i style="background:url(a.png) 0 -9px"></i>', '\uFFFC'],
    ['a bar in place of a number', '<meter value="3"></meter>', '\uFFFC'],
    ['a cell with a pattern behind it', '<td style="background:url(a.png)"></td>', ''],
  ])('is told from what is seen: %s', (_what, html, text) => {
    expect(cellOf(html)).toBe(text)
  })

  test('a linked mark beside a number is a mark where both float, and a cell with a class of a pattern is blank', () => {
    expect(cellOf('<span style="float:left">12<a href="#n">1</a></span>')).toBe('12^1')
    expect(cellOf('<td class="p"></td>', '<style>.p{background:url(p.gif)}</style>')).toBe('')
  })

  test('digits that a sheet draws as backgrounds are no blank', () => {
    expect(cellOf('<i class="n3"></i>', '<style>.n3{background-image:url(n.png)}</style>')).toBe('\uFFFC')
  })

  test('a script in a blank cell may write there', () => {
    expect(cellOf('<script>document.write(4842)</script>')).toBe('\uFFFC')
  })

  test('words inside what has no size show again where they have a size of their own', () => {
    expect(cellOf('<td style="font-size:0"><span style="font-size:14px">12</span></td>')).toBe('12')
  })

  test.each([
    ['<span style="font-size:0"><span style="color:red">x</span></span>12', '12'],
    ['<b style="text-decoration:line-through"><b style="color:red">13</b>1</b>12', '~13~112'],
    ['<span style="color:#fff"><span><span style="color:red">1</span></span></span>2', '12'],
  ])('a style ends with its element, also around another of the same name: %s', (html, text) => {
    expect(cellOf(html)).toBe(text)
  })

  test('a layout that centres its content by a negative margin shows it', () => {
    expect(cellOf('<div style="position:absolute;left:50%;margin-left:-500px">12</div>')).toBe('12')
  })

  test('a rule that shows again what another one hides is believed, in a sheet and in a style of its own', () => {
    const css = '<style>.tab{display:none} .tab.on{display:block}</style>'
    expect(cellOf('<div class="tab on">12</div>', css)).toBe('12')
    expect(cellOf('<div class="tab">3</div>12', css)).toBe('12')
    expect(cellOf('<div class="tab" style="display:block">12</div>', css)).toBe('12')
  })

  test('of two rules the heavier one counts, whatever stands last', () => {
    const css = '<style>.tab.on{display:block} .tab{display:none}</style>'
    expect(cellOf('<div class="tab on">12</div>', css)).toBe('12')
  })

  test('digits that a rule perhaps shows again are kept and marked, those of a plain element are not', () => {
    const css = '<style>.tab{display:none} .page .on{display:block} .page b{display:inline}</style>'
    expect(cellOf('<div class="tab on">12</div>', css)).toBe('~12')
    expect(cellOf('<b class="on">12</b>', css)).toBe('12')
  })

  test('struck digits in preformatted text are struck', () => {
    expect(cellOf('<pre><s>13</s>12</pre>')).toBe('~1312')
  })

  test('a style ends with its element, also where its end tag is missing', () => {
    const text =
      '<table><tr><td><span style="font-size:0">x</td><td>12</td></tr><tr><td><s>1<td>13</td></tr></table>'
    const [block] = readHtml({ text, charset: 'utf-8' }).blocks
    const rows = block?.kind === 'table' ? block.table.rows.map((row) => row.map((cell) => cell.text)) : []
    expect(rows).toEqual([
      ['', '12'],
      ['~1', '13'],
    ])
  })
})

describe('Struck, raised and perhaps unseen digits are kept from the number beside them', () => {
  test.each([
    ['line-through', '<span style="text-decoration:line-through">13</span>12', '~1312'],
    [
      'line-through among others',
      '<u style="text-decoration-line: underline line-through">13</u>12',
      '~1312',
    ],
    ['line-through of a whole row', '<td><b>13</b></td>', '13'],
    ['Word’s superscript', '60<span style="vertical-align:super">1</span>', '60^1'],
    ['raised by points', '60<span style="position:relative;top:-3pt;mso-text-raise:3.0pt">1</span>', '60^1'],
    ['a subscript', '60<span style="VERTICAL-ALIGN: sub">1</span>', '60^1'],
    ['white on what may be white', '3<span style="color:#fff">12</span>', '3~12'],
    ['white by an old tag', '<font color="white">3</font>12', '~312'],
    ['a linked mark', '12<a href="#n1">1</a>', '12^1'],
    ['a linked number', '<a href="/x">12</a>', '12'],
    ['a bookmark of Word inside a number', '<a name="_GoBack">5</a>735', '5735'],
    ['a rule that may hold here', '<p class="n"><b>3</b></p>', '3'],
  ])('%s', (_how, html, text) => {
    expect(cellOf(html)).toBe(text)
  })

  test('a rule that asks for more than the element hides nothing for certain, so its digits are not read', () => {
    const css = '<style>.box .n{display:none}</style>'
    expect(cellOf('<span class="n">3</span>12', css)).toBe('~312')
    expect(cellOf('<span class="n">规章</span>', css)).toBe('规章')
  })

  test('a row that is struck through is struck in every cell, the next row is not', () => {
    const text =
      '<table><tr style="text-decoration:line-through"><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>'
    const [block] = readHtml({ text, charset: 'utf-8' }).blocks
    const rows = block?.kind === 'table' ? block.table.rows.map((row) => row.map((cell) => cell.text)) : []
    expect(rows).toEqual([
      ['~甲', '~1'],
      ['乙', '2'],
    ])
  })

  test('how the words of a cell stand in it raises nothing', () => {
    expect(cellOf('<td style="vertical-align:super">12</td>')).toBe('12')
  })

  test('white words that are no figures stay as they are: headings are white on dark', () => {
    expect(cellOf('<td style="color:#FFFFFF;background:#003">本年新收</td>')).toBe('本年新收')
  })
})

describe('What is no text of the page', () => {
  test.each([
    ['an input shows its value', '<input value="12">', '12'],
    ['an input of numbers', '<input type="number" value=12>', '12'],
    ['a text area', '<textarea rows=1>12</textarea>', '12'],
    ['an empty input is blank', '<input type="text">', ''],
    ['a picture alone', '<img src="a.png">', '\uFFFC'],
    ['a picture beside a digit', '1<img src="a.png">', '1\uFFFC'],
    ['a list to choose from', '<select><option>1<option selected>2</select>', '\uFFFC'],
    ['an embedded thing', '<object data="a.svg">3</object>', '\uFFFC'],
    ['a box to tick', '<input type="checkbox" value="1">', '\uFFFC'],
    ['a drawing', '<svg><text>12</text></svg>', '\uFFFC'],
    ['a spacer', '<img src="spacer.gif" width="1" height="20">', ''],
    ['a picture beside words', '<img src="icon.png">规章', '规章'],
    ['a hidden picture', '<img src="a.png" style="display:none">', ''],
  ])('%s', (_what, html, text) => {
    expect(cellOf(html)).toBe(text)
  })
})

describe('What a closed box of details holds is seen only by who opens it', () => {
  test('where it holds a table or words of the page, who reads the report opens it', () => {
    const text =
      '<details><summary>甲</summary>乙<table><tr><td>丙</td><td>1</td></tr><tr><td>丁</td><td>2</td></tr></table></details>'
    const { blocks } = readHtml({ text, charset: 'utf-8' })
    expect(
      blocks.map((block) => (block.kind === 'table' ? block.table.rows[0]?.[1]?.text : block.text)),
    ).toEqual(['甲', '乙', '1'])
  })

  test.each([
    ['its words', '12<details>3</details>', '12'],
    ['its words, not its summary', '<details><summary>12</summary>3</details>', '12'],
    ['words before its summary', '<details>3<summary>12</summary></details>', '12'],
    ['boxes in it', '<details><summary>12</summary><p>3<details open>4</details></details>', '12'],
    ['what follows it', '<details><summary>甲</summary>3</details>12', '甲\n12'],
    ['nothing, where it is open', '<details open><summary>甲</summary>12</details>', '甲\n12'],
    [
      'its words in any size and colour',
      '<details>3<b style="color:red;font-size:12px">4</b><summary>12</summary></details>',
      '12',
    ],
    ['no more than its cell where it is not ended', '<td><details><summary>12</summary>3</td>', '12'],
  ])('%s', (_what, html, text) => {
    expect(cellOf(html)).toBe(text)
  })
})
