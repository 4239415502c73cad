"""Asks a running server with the Python client `gql`: the schema by introspection, then a query
that the client checks against that schema, with variables.

    python ask.py BASE_URL
"""

import sys

from gql import Client, GraphQLRequest
from gql.transport.exceptions import TransportQueryError
from gql.transport.requests import RequestsHTTPTransport

UPCOMING = """
query Upcoming($first: Int!, $filter: SeminarFilter) {
  seminars(first: $first, filter: $filter) {
    totalCount
    nodes { id title startsAt venue { name } }
  }
}
"""


def main(base: str) -> None:
    transport = RequestsHTTPTransport(url=f"{base}/graphql", timeout=30)
    with Client(transport=transport, fetch_schema_from_transport=True) as session:
        seminar = session.client.schema.get_type("Seminar")
        assert "Node" in [interface.name for interface in seminar.interfaces], seminar
        assert seminar.fields["title"].description, "the schema explains itself"

        variables = {"first": 2, "filter": {"when": "PAST"}}
        answer = session.execute(GraphQLRequest(UPCOMING, variable_values=variables))["seminars"]
        assert len(answer["nodes"]) == 2 <= answer["totalCount"], answer
        assert all(node["title"] for node in answer["nodes"]), answer

        try:
            session.execute(GraphQLRequest(UPCOMING, variable_values={"first": "två"}))
        except TransportQueryError as refusal:
            assert refusal.errors[0]["extensions"]["code"], refusal
        else:
            raise AssertionError("a variable of the wrong type was accepted")


if __name__ == "__main__":
    main(sys.argv[1])
