/** Origin of edits made in the fields around the text: undo takes back what they wrote into it. */
export const fieldEdit = Symbol('an edit in a field around the text');
