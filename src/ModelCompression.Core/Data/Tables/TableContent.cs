using System.Globalization;

namespace ModelCompression.Data.Tables;

/// <summary>What the rows of a table are.</summary>
internal enum TableContent
{
    /// <summary>A list of images; also what is none of the others, so that one reader reports it.</summary>
    Images,

    /// <summary>Texts, perhaps with a class.</summary>
    Texts,

    /// <summary>Pairs of texts with a score.</summary>
    Pairs,
}

/// <summary>Tells tables apart by their first row.</summary>
internal static class TableContents
{
    private const string Score = "score";

    /// <summary>
    /// Three fields, the last of them a number: pairs without a header. Else a header: with <c>path</c> images, with <c>text</c> texts, of three names
    /// with <c>score</c> at the end pairs.
    /// </summary>
    public static TableContent Of(string file)
    {
        var fields = TableFile.FirstRow(file);
        if (fields.Count == 3 && IsNumber(fields[2]))
        {
            return TableContent.Pairs;
        }

        return fields.Contains("path") ? TableContent.Images
            : fields.Contains("text") ? TableContent.Texts
            : fields.Count == 3 && IsScoreName(fields[2]) ? TableContent.Pairs
            : TableContent.Images;
    }

    /// <summary>True for the name of the column of scores, which a table of pairs may have in its first row.</summary>
    public static bool IsScoreName(string field) => field.Equals(Score, StringComparison.OrdinalIgnoreCase);

    private static bool IsNumber(string field) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
