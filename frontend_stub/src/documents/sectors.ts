import { graphql } from '../graphql/graphql.ts'

export const SectorNames = graphql(`
  query SectorNames {
    sectors(first: 50) {
      nodes {
        code
        name {
          id
          en
        }
      }
    }
  }
`)

export const AttributeTitles = graphql(`
  query AttributeTitles($code: String!) {
    sector(code: $code) {
      attributes {
        name
        title {
          id
          en
        }
      }
    }
  }
`)
