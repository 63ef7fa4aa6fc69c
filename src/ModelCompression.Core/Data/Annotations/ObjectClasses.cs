using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Annotations;

/// <summary>The model's class for each class of a data set: the place of its name in the class names given for the model, else its own number.</summary>
internal sealed class ObjectClasses
{
    private readonly DatasetSource _source;
    private readonly string _dataName;
    private readonly IReadOnlyList<string>? _names;
    private readonly int[]? _places;

    /// <param name="names">The data's own class names in order, or null.</param>
    public ObjectClasses(DatasetSource source, string dataName, IReadOnlyList<string>? names)
    {
        _source = source;
        _dataName = dataName;
        _names = names;
        if (names is not null && source.Labels is { } known)
        {
            _places = [.. names.Select(name => Enumerable.Range(0, known.Count).FirstOrDefault(i => known[i] == name, -1))];
        }
    }

    /// <summary>The model's class.</summary>
    /// <param name="number">The data's class, 0-based.</param>
    /// <param name="where">For messages.</param>
    /// <exception cref="UserErrorException">MC2007: there is no such class, or the model does not have it.</exception>
    public int Of(int number, string where)
    {
        var limit = _names?.Count ?? _source.Labels?.Count ?? _source.PictureClasses ?? int.MaxValue;
        if (number < 0 || number >= limit)
        {
            throw Error($"{where} has class {number}; the classes are 0 to {limit - 1}");
        }

        var place = _places?[number] ?? number;
        if (place < 0)
        {
            throw Error($"{where} has class '{_names?[number]}', which is not one of the {_source.Labels?.Count} class names given by Labels");
        }

        return _source.PictureClasses is { } most && place >= most
            ? throw Error($"{where} has class {number}{(_names is null ? "" : $" ('{_names[number]}')")}, which is number {place} of the model's; the model has {most} classes, 0 to {most - 1}")
            : place;
    }

    private UserErrorException Error(string problem) => new(Codes.LabelsMissing, $"Data set '{_dataName}': {problem}.", _source.Path);
}
