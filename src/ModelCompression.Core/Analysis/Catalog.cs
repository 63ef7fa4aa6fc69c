using System.Reflection;

namespace ModelCompression.Analysis;

/// <summary>Everything a user chooses by name, found by reflection over this assembly, sorted by id.</summary>
public sealed class Catalog
{
    private readonly IReadOnlyList<CatalogEntry> _entries = [.. typeof(Catalog).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false })
        .Select(type => (Type: type, Strategy: type.GetCustomAttribute<StrategyAttribute>()))
        .Where(found => found.Strategy is not null)
        .Select(found => new CatalogEntry(found.Strategy!.Id, found.Strategy.Help, found.Type)) // not null: filtered above
        .OrderBy(entry => entry.Id, StringComparer.Ordinal)
        .ThenBy(entry => entry.Type.FullName, StringComparer.Ordinal)];

    public IReadOnlyList<CatalogEntry> Entries => _entries;

    /// <summary>The strategies of one kind.</summary>
    public IReadOnlyList<CatalogEntry> Of<T>() => [.. _entries.Where(entry => typeof(T).IsAssignableFrom(entry.Type))];

    /// <summary>A new instance of strategy <paramref name="id"/> of kind <typeparamref name="T"/>; ids are compared without case.</summary>
    /// <exception cref="KeyNotFoundException">There is none (option values are checked before).</exception>
    public T Create<T>(string id) =>
        (Of<T>().FirstOrDefault(entry => string.Equals(entry.Id, id, StringComparison.OrdinalIgnoreCase))
            ?? throw new KeyNotFoundException($"No {typeof(T).Name} is called '{id}'.")).Create<T>();
}

/// <summary>One strategy of the catalogue.</summary>
public sealed record CatalogEntry(string Id, string Help, Type Type)
{
    /// <summary>A new instance.</summary>
    public T Create<T>() => (T)(Activator.CreateInstance(Type) ?? throw new InvalidOperationException($"{Type} cannot be created."));
}
