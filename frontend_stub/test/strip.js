import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const OPTIONS = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, jsx: ts.JsxEmit.ReactJSX, jsxImportSource: 'preact' }

export async function load(url, context, next) {
  if (!/\.tsx?$/.test(url)) return next(url, context)
  const text = await readFile(fileURLToPath(url), 'utf8')
  const source = ts.transpileModule(text, { compilerOptions: OPTIONS }).outputText
  return { format: 'module', source, shortCircuit: true }
}
