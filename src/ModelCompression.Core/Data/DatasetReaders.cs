using System.Reflection;
using ModelCompression.Analysis;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data;

/// <summary>Finds the data set formats of this assembly: every <see cref="IDatasetReader"/> with a <see cref="StrategyAttribute"/>, sorted by id.</summary>
internal static class DatasetReaders
{
    /// <summary>All formats in ordinal order of their ids.</summary>
    public static IReadOnlyList<(StrategyAttribute Strategy, IDatasetReader Reader)> All() =>
        [.. typeof(DatasetReaders).Assembly.GetTypes()
            .Where(type => type.IsClass && typeof(IDatasetReader).IsAssignableFrom(type))
            .Select(type => (Strategy: type.GetCustomAttribute<StrategyAttribute>(), Type: type))
            .Where(found => found.Strategy is not null)
            .Select(found => (found.Strategy!, (IDatasetReader)Activator.CreateInstance(found.Type)!)) // filtered above; a class has a constructor
            .OrderBy(found => found.Item1.Id, StringComparer.Ordinal)];

    /// <summary>The one format that recognizes the location.</summary>
    /// <exception cref="UserErrorException">MC2005: none or several do.</exception>
    public static (StrategyAttribute Strategy, IDatasetReader Reader) Find(DatasetLocation location)
    {
        var all = All();
        var matches = all.Where(candidate => candidate.Reader.Recognizes(location)).ToArray();
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
            : $"could be {string.Join(" or ", matches.Select(match => match.Strategy.Id))}; name the file instead of the folder, or separate them";
        var known = string.Join("; ", all.Select(candidate => $"{candidate.Strategy.Id}: {candidate.Strategy.Help}"));
        throw new UserErrorException(Codes.DataNotFound, $"Data set '{location.Name}' {problem}. Known formats: {known}.", location.Path);
    }
}
