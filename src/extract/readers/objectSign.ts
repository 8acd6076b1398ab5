/** Unicode's sign for a thing among the words (图片): a cell that holds a picture is not blank. */
export const objectSign = '\uFFFC'

/** A text beside which a picture may be the figure, or a digit of it. */
export const figuresAlone = /^[\s\d０-９.,，．%％+\-－–—^~]*$/u
