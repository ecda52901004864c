"""What the example asks, as GraphQL documents."""

APPLICATION = "application { id version number state }"
FIGURES = """{ dashboard {
  collaboratorCount pledged { units } delivered { units } confirmed { units }
  bySector { sector collaboratorCount }
} }"""
RUN = """query Look($id: ID!) { application(id: $id) {
  version
  run { id stages { name state } }
} }"""
QUEUE = """{ tasks(first: 100, filter: {kind: "collaborator-onboarding"}) { nodes {
  id version viewerCanDecide run { id }
} } }"""
CHECKS = "query Look($id: ID!) { task(id: $id) { run { stages { checks { name verdict } } } } }"
MINE = "{ viewer { organisations { collaboratorId role } } }"
COLLABORATOR = "query Look($id: ID!) { collaborator(id: $id) { publicName kind state sectors } }"
SPOKEN_FOR = "query Look($sector: String!) { recipients(sector: $sector, first: 1) { nodes { unit { id name } } } }"
OPEN_NEEDS = """query Look($filter: NeedFilter!) { needs(filter: $filter, first: 100) { nodes {
  id period needed remaining item { code }
} } }"""
PREVIEW = """query Look($need: ID!, $giver: ID!, $quantity: Int!) {
  pledgePreview(needId: $need, collaboratorId: $giver, quantity: $quantity) {
    wouldBeAccepted remaining verdict eligibleRecipients registeredRecipients
  }
}"""
