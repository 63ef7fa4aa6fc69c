namespace ModelCompression.Inference;

/// <summary>A document that can be found, or a query with the documents that answer it.</summary>
/// <param name="Id">Of the document or query.</param>
/// <param name="Relevant">How relevant documents are to the query, by their ids, each 1 or more; null for a document.</param>
public sealed record RelevanceLabel(string Id, IReadOnlyDictionary<string, int>? Relevant = null) : Label;
