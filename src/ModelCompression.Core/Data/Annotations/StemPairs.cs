using ModelCompression.Data.Images;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Annotations;

/// <summary>Files of two folders that belong together because their names are equal but for the extension.</summary>
internal static class StemPairs
{
    /// <summary>Each image of the first folder with the image of the same name in the second, in ordinal order.</summary>
    /// <param name="folders">Names of the two.</param>
    /// <exception cref="UserErrorException">MC2005: an image has no partner; MC2008: it has two.</exception>
    public static IReadOnlyList<(string First, string Second)> Of(DatasetLocation location, (string First, string Second) folders)
    {
        var seconds = In(location, folders.Second).ToLookup(file => Stem(location, file, folders.Second), StringComparer.Ordinal);
        return [.. In(location, folders.First).Select(file => (file, PartnerOf(location, file, folders, seconds)))];
    }

    private static string PartnerOf(DatasetLocation location, string file, (string First, string Second) folders, ILookup<string, string> seconds)
    {
        var stem = Stem(location, file, folders.First);
        var partners = seconds[stem].ToArray();
        return partners.Length switch
        {
            1 => partners[0],
            0 => throw new UserErrorException(Codes.DataNotFound, $"Data set '{location.Name}': '{location.RelativeName(file)}' has no image of the same name in '{folders.Second}', such as '{folders.Second}/{stem}.png'. Add it, or take the image out.", file),
            _ => throw DataFile.Invalid(file, $"could belong to '{location.RelativeName(partners[0])}' or '{location.RelativeName(partners[1])}'; keep one of them"),
        };
    }

    private static IEnumerable<string> In(DatasetLocation location, string folder) =>
        location.Files.Where(file => ImageDecoder.IsImageName(file) && location.RelativeName(file).StartsWith(folder + "/", StringComparison.Ordinal));

    private static string Stem(DatasetLocation location, string file, string folder) => Path.ChangeExtension(location.RelativeName(file)[(folder.Length + 1)..], null);
}
