using System.Text;
using CsvHelper;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Tables;

/// <summary>A CSV (comma) or TSV (tab) file in UTF-8, read row by row. Fields in quotes may hold separators, doubled quotes and line breaks.</summary>
internal static class TableFile
{
    private const int MaxRecordBytes = 1 << 20;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>True for one file with the extension of a table.</summary>
    public static bool IsTable(DatasetLocation location) => location.IsFile && Separator(location.Files[0]) is not null;

    /// <summary>Reads a table; what is wrong with its form becomes MC2008.</summary>
    /// <param name="hasHeader">True when the first row names the columns.</param>
    /// <param name="form">For messages: what the rows should look like.</param>
    /// <param name="read">Reads the rows.</param>
    /// <exception cref="UserErrorException">MC2008: a row that is too long, has more or fewer fields than the others, or quotes in the wrong places.</exception>
    public static T Read<T>(string file, bool hasHeader, string form, Func<CsvReader, T> read)
    {
        var options = new CsvReaderOptions
        {
            Separator = Separator(file),
            HasHeader = hasHeader,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordBytes,
            DetectSeparatorHint = false,
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
        };
        try
        {
            using var csv = CsvReader.Create(DataFile.OpenRead(file), options);
            return read(csv);
        }
        catch (CsvFormatException error)
        {
            throw DataFile.Invalid(file, $"is no valid table: {error.Message.TrimEnd('.')}. {form}", error);
        }
    }

    /// <summary>The fields of the first rows, at most <paramref name="most"/>; none of an empty or malformed file.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> FirstRows(string file, int most)
    {
        var options = new CsvReaderOptions { Separator = Separator(file), HasHeader = false, TrimWhitespace = true, MaxRecordSize = MaxRecordBytes, DetectSeparatorHint = false };
        var rows = new List<IReadOnlyList<string>>();
        try
        {
            using var csv = CsvReader.Create(DataFile.OpenRead(file), options);
            while (rows.Count < most && csv.Read())
            {
                rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
            }
        }
        catch (CsvFormatException)
        {
            // the reader of the table says what is wrong with it
        }

        return rows;
    }

    /// <summary>A field that must hold a text.</summary>
    /// <exception cref="UserErrorException">MC2008: empty, or not UTF-8.</exception>
    public static string Text(CsvReader csv, int column, string file)
    {
        try
        {
            var text = Strict.GetString(csv.GetSpan(column));
            return string.IsNullOrWhiteSpace(text)
                ? throw DataFile.Invalid(file, FormattableString.Invariant($"has an empty text in line {csv.LineNumber}, field {column + 1}; fill it or take the row out"))
                : text;
        }
        catch (DecoderFallbackException error)
        {
            throw DataFile.Invalid(file, FormattableString.Invariant($"is not UTF-8 text in line {csv.LineNumber}; save it as UTF-8"), error);
        }
    }

    private static char? Separator(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".csv" => ',',
        ".tsv" => '\t',
        _ => null,
    };
}
