using ModelCompression.Analysis;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data;

/// <summary>Finds the data set format of a location among the readers of the catalogue.</summary>
internal static class DatasetReaders
{
    /// <summary>The one format that recognizes the location.</summary>
    /// <exception cref="UserErrorException">MC2005: none or several do.</exception>
    public static (CatalogEntry Format, IDatasetReader Reader) Find(DatasetLocation location)
    {
        var all = new Catalog().Of<IDatasetReader>();
        var matches = all.Select(format => (Format: format, Reader: format.Create<IDatasetReader>())).Where(candidate => candidate.Reader.Recognizes(location)).ToArray();
        if (matches.Length == 1)
        {
            return matches[0];
        }

        if (location.Files.Count == 0)
        {
            throw new UserErrorException(Codes.EmptyData, $"Data set '{location.Name}' is an empty folder. Put the data there, or name another folder.", location.Path);
        }

        var problem = matches.Length == 0
            ? "has no known format"
            : $"could be {string.Join(" or ", matches.Select(match => match.Format.Id))}; name the file instead of the folder, or separate them";
        var known = string.Join("; ", all.Select(format => $"{format.Id}: {format.Help}"));
        throw new UserErrorException(Codes.DataNotFound, $"Data set '{location.Name}' {problem}. Known formats: {known}.", location.Path);
    }
}
