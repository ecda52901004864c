import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { promisify } from 'node:util'

const WORTH_IT = /\.(js|css|html|svg|webmanifest|txt)$/

/** Writes each text file of the build also as .br and .gz, so that the server compresses nothing. */
export function compressed() {
  let folder
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir)
    },
    async closeBundle() {
      const names = await readdir(folder, { recursive: true })
      await Promise.all(names.filter((name) => WORTH_IT.test(name)).map((name) => compress(join(folder, name))))
    },
  }
}

async function compress(path) {
  const bytes = await readFile(path)
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
  const forms = { '.br': await promisify(brotliCompress)(bytes, best), '.gz': await promisify(gzip)(bytes, { level: 9 }) }
  for (const [suffix, form] of Object.entries(forms)) {
    if (form.length < bytes.length) await writeFile(path + suffix, form)
  }
}
