using ModelCompression.Inference;

namespace ModelCompression.Data.Text;

/// <summary>
/// Lines <c>{"query": "...", "document": "..."}</c> (or <c>"positive"</c>): the document answers the query, and those of the other lines do not, unless they have the same query.
/// Equal texts are one document or one query.
/// </summary>
internal sealed class QueryLines
{
    private readonly List<string> _documents = [];
    private readonly List<string> _queries = [];
    private readonly Dictionary<string, string> _documentIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, int>> _relevant = new(StringComparer.Ordinal);

    /// <exception cref="Diagnostics.UserErrorException">MC2008: no text as query or document.</exception>
    public LabelKind Add(JsonLine line)
    {
        var (query, document) = (line.Text("query"), line.Text(line.Has("positive") ? "positive" : "document"));
        if (!_documentIds.TryGetValue(document, out var id))
        {
            _documentIds[document] = id = FormattableString.Invariant($"document #{_documents.Count}");
            _documents.Add(document);
        }

        if (!_relevant.TryGetValue(query, out var answers))
        {
            _relevant[query] = answers = new(StringComparer.Ordinal);
            _queries.Add(query);
        }

        answers[id] = 1;
        return LabelKind.Relevance;
    }

    /// <summary>All documents, then all queries, each in the order in which they came first.</summary>
    public IReadOnlyList<TextItem> Items() =>
    [
        .. _documents.Select(text => new TextItem(_documentIds[text], text, new RelevanceLabel(_documentIds[text]))),
        .. _queries.Select((text, index) => (Text: text, Id: FormattableString.Invariant($"query #{index}"))).Select(query => new TextItem(query.Id, query.Text, new RelevanceLabel(query.Id, _relevant[query.Text]))),
    ];
}
