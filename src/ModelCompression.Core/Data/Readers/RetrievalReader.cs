using ModelCompression.Analysis;
using ModelCompression.Data.Text;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A folder as the BEIR benchmark has it: <c>corpus.jsonl</c> with documents (<c>_id</c>, <c>title</c>, <c>text</c>), <c>queries.jsonl</c> with queries (<c>_id</c>, <c>text</c>),
/// and <c>qrels/*.tsv</c> or <c>qrels.tsv</c> with rows of query, document and score. Of several splits <c>test</c> is taken. A document is its title, a space, and its text.
/// The samples are all documents, then the queries that the split judges.
/// </summary>
[Strategy("Retrieval", "a folder with corpus.jsonl, queries.jsonl and qrels (BEIR)")]
internal sealed class RetrievalReader : IDatasetReader
{
    private const string Corpus = "corpus.jsonl";
    private const string Queries = "queries.jsonl";
    private const string Form = "A line is {\"_id\": \"...\", \"text\": \"...\"}, and of documents it may have a \"title\"";

    public bool Recognizes(DatasetLocation location)
    {
        var names = location.IsFile ? [] : location.Files.Select(location.RelativeName).ToHashSet(StringComparer.Ordinal);
        return names.Contains(Corpus) && names.Contains(Queries);
    }

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        builder.RequireTexts(location);
        var files = location.Files.ToDictionary(location.RelativeName, StringComparer.Ordinal);
        var judgments = files[JudgmentsOf(location)];
        var documents = Read(files[Corpus]);
        var queries = Read(files[Queries]);
        if (documents.Count == 0)
        {
            throw new UserErrorException(Codes.EmptyData, $"Data set '{location.Name}' holds no documents: '{Corpus}' is empty.", location.Path);
        }

        var relevant = RelevanceRows.Read(judgments, queries.ContainsKey, documents.ContainsKey);
        TextItem[] items =
        [
            .. documents.Select(document => new TextItem(document.Key, document.Value, new RelevanceLabel(document.Key))),
            .. queries.Where(query => relevant.ContainsKey(query.Key)).Select(query => new TextItem(query.Key, query.Value, new RelevanceLabel(query.Key, relevant[query.Key]))),
        ];
        return new TextContent(builder, items, LabelKind.Relevance, files[Corpus], files[Queries], judgments);
    }

    /// <summary>Name of the file of judgments.</summary>
    /// <exception cref="UserErrorException">MC2008: there is none, or there are several splits and no test.</exception>
    private static string JudgmentsOf(DatasetLocation location)
    {
        var found = location.Files.Select(location.RelativeName).Where(name => name == "qrels.tsv" || (name.StartsWith("qrels/", StringComparison.Ordinal) && name.EndsWith(".tsv", StringComparison.Ordinal))).ToArray();
        return found switch
        {
            [var only] => only,
            _ when found.Contains("qrels/test.tsv") => "qrels/test.tsv",
            _ => throw new UserErrorException(
                Codes.InvalidData,
                $"Data set '{location.Name}' {(found.Length == 0 ? "has no judgments: put rows of query, document and score into 'qrels/test.tsv'" : $"has the judgments {string.Join(", ", found)}, of which none is 'qrels/test.tsv'; leave the one that is meant")}.",
                location.Path),
        };
    }

    /// <summary>Texts by their ids, in the order of the file.</summary>
    /// <exception cref="UserErrorException">MC2008: no id or text, or an id twice.</exception>
    private static OrderedDictionary<string, string> Read(string file)
    {
        var texts = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (index, content) in TextFile.Lines(file).Index())
        {
            var line = new JsonLine(content, index + 1, file, Form);
            var id = line.Text("_id");
            var text = $"{line.OptionalText("title")} {line.OptionalText("text")}".Trim();
            if (text.Length == 0)
            {
                throw line.Error("has no text");
            }

            if (!texts.TryAdd(id, text))
            {
                throw line.Error($"has the id '{id}' a second time");
            }
        }

        return texts;
    }
}
