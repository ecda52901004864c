import { graphql } from '../graphql/graphql.ts'

export const NeedRow = graphql(`
  fragment NeedRow on Need {
    id
    needed
    remaining
    period
    item {
      name {
        id
        en
      }
      unit {
        id
        en
      }
    }
    unit {
      name
    }
    place {
      name
    }
  }
`)

export const PublicHome = graphql(`
  query PublicHome($asOf: Date) {
    dashboard(asOf: $asOf) {
      asOf
      collaboratorCount
      openNeedCount
      pledged {
        value
      }
      delivered {
        value
      }
      confirmed {
        value
      }
      bySector {
        sector
        collaboratorCount
        openNeedCount
        pledged {
          value
        }
        delivered {
          value
        }
        confirmed {
          value
        }
      }
      byArea(level: DISTRICT) {
        area {
          code
        }
        openNeedCount
        needed {
          value
        }
        delivered {
          value
        }
      }
    }
    sectors(first: 50) {
      nodes {
        code
        name {
          id
          en
        }
      }
    }
    areas(level: DISTRICT, first: 100) {
      nodes {
        code
        name
        gridCol
        gridRow
      }
    }
  }
`)

export const AreaGaps = graphql(`
  query AreaGaps($level: AreaLevel!) {
    dashboard {
      byArea(level: $level) {
        area {
          code
        }
        openNeedCount
        needed {
          value
        }
        delivered {
          value
        }
      }
    }
  }
`)

export const OpenNeeds = graphql(
  `
    query OpenNeeds($filter: NeedFilter, $first: Int!, $after: String) {
      needs(filter: $filter, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...NeedRow
        }
      }
    }
  `,
  [NeedRow],
)

export const GivenHere = graphql(`
  query GivenHere($area: String!, $first: Int!, $after: String) {
    deliveries(filter: { area: $area }, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        quantity
        state
        deliveredAt
        collaborator {
          publicName
        }
        need {
          item {
            name {
              id
              en
            }
            unit {
              id
              en
            }
          }
          unit {
            name
          }
        }
      }
    }
  }
`)

export const NeedPage = graphql(`
  query NeedPage($id: ID!) {
    need(id: $id) {
      id
      state
      period
      needed
      remaining
      pledged
      delivered
      confirmed
      value
      planLine
      sector
      item {
        name {
          id
          en
        }
        unit {
          id
          en
        }
        contents {
          quantity
          unit
          name {
            id
            en
          }
        }
      }
      unit {
        name
        households
        kindName {
          id
          en
        }
      }
      place {
        code
        name
      }
    }
    ledger(filter: { needId: $id, kind: PLEDGED }, first: 20) {
      totalCount
      nodes {
        id
        at
        quantity
        collaborator {
          publicName
        }
      }
    }
  }
`)

export const SectorTerms = graphql(`
  query SectorTerms($code: String!) {
    sector(code: $code) {
      name {
        id
        en
      }
      conditions {
        id
        en
      }
    }
  }
`)
