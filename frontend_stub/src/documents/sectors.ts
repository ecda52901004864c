import { graphql } from '../graphql/graphql.ts'

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
