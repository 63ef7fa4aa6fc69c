using System.Globalization;
using ModelCompression.Data.Audio;

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

    /// <summary>A list of recordings, perhaps with a class or a text.</summary>
    Recordings,

    /// <summary>Parts of recordings.</summary>
    Segments,
}

/// <summary>Tells tables apart by their first row.</summary>
internal static class TableContents
{
    private const string Score = "score";

    /// <summary>
    /// Three fields, the last of them a number: pairs without a header. Else a header: with <c>path</c> images, or recordings where the first path is that of a WAV file (segments
    /// of them with <c>start</c> or <c>end</c>), with <c>text</c> texts, of three names with <c>score</c> at the end pairs.
    /// </summary>
    public static TableContent Of(string file)
    {
        var rows = TableFile.FirstRows(file, 2);
        var fields = rows.Count == 0 ? [] : rows[0];
        if (fields.Count == 3 && IsNumber(fields[2]))
        {
            return TableContent.Pairs;
        }

        if (fields.Contains("path"))
        {
            return !IsRecording(rows) ? TableContent.Images : fields.Contains("start") || fields.Contains("end") ? TableContent.Segments : TableContent.Recordings;
        }

        return fields.Contains("text") ? TableContent.Texts
            : fields.Count == 3 && IsScoreName(fields[2]) ? TableContent.Pairs
            : TableContent.Images;
    }

    /// <summary>True for the name of the column of scores, which a table of pairs may have in its first row.</summary>
    public static bool IsScoreName(string field) => field.Equals(Score, StringComparison.OrdinalIgnoreCase);

    private static bool IsRecording(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var column = rows[0].ToList().IndexOf("path");
        return rows.Count > 1 && column < rows[1].Count && WaveFile.IsName(rows[1][column]);
    }

    private static bool IsNumber(string field) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
