"""An engine of its own machine: Elasticsearch or OpenSearch, for sites on several machines."""
