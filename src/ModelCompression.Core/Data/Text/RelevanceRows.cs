using System.Globalization;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Text;

/// <summary>A TSV file of judgments: rows of query, document and a whole number, which is above 0 for a document that answers the query. The first row may name the columns.</summary>
internal static class RelevanceRows
{
    private const string Form = "A row is query, document and a whole number, separated by tabs";

    /// <summary>By query, the documents that answer it and how well.</summary>
    /// <exception cref="UserErrorException">MC2006: no rows; MC2008: a row of another form or that is there twice, an id that is not known, or a query that no document answers.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Read(string file, Predicate<string> isQuery, Predicate<string> isDocument)
    {
        var lines = TextFile.Lines(file);
        var scores = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var (index, line) in lines.Index())
        {
            if (line.Split('\t') is not [var query, var document, var text] || !int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var score))
            {
                if (index == 0 && line.Split('\t').Length == 3)
                {
                    continue;
                }

                throw Error(file, index, $"has '{line}'. {Form}");
            }

            if (!isQuery(query) || !isDocument(document))
            {
                throw Error(file, index, isQuery(query) ? $"has the document '{document}', which is not in the corpus" : $"has the query '{query}', which is not among the queries");
            }

            if (!scores.TryGetValue(query, out var found))
            {
                scores[query] = found = new(StringComparer.Ordinal);
            }

            if (!found.TryAdd(document, score))
            {
                throw Error(file, index, $"has query '{query}' with document '{document}' a second time");
            }
        }

        return Relevant(file, scores);
    }

    private static Dictionary<string, IReadOnlyDictionary<string, int>> Relevant(string file, Dictionary<string, Dictionary<string, int>> scores)
    {
        if (scores.Count == 0)
        {
            throw new UserErrorException(Codes.EmptyData, $"Data file '{Path.GetFileName(file)}' holds no judgments. {Form}.", file);
        }

        var relevant = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
        foreach (var (query, found) in scores)
        {
            relevant[query] = found.Where(score => score.Value > 0).ToDictionary(score => score.Key, score => score.Value, StringComparer.Ordinal) is { Count: > 0 } answers
                ? answers
                : throw DataFile.Invalid(file, $"has query '{query}' without a document that answers it (a number above 0); take its rows out");
        }

        return relevant;
    }

    private static UserErrorException Error(string file, int index, string problem) => DataFile.Invalid(file, FormattableString.Invariant($"line {index + 1} {problem}"));
}
