using System.Globalization;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data;

/// <summary>Turns what a data set says about a sample into a checked class index.</summary>
internal sealed class ClassLabels(DatasetSource source, string dataName)
{
    /// <summary>A class given by its index.</summary>
    /// <param name="where">The sample, for messages.</param>
    /// <exception cref="UserErrorException">MC2007: negative, or not below the number of classes.</exception>
    public ClassLabel FromIndex(long index, string where)
    {
        var limit = source.ClassCount ?? (source.Labels is { } names ? names.Count : int.MaxValue);
        return index >= 0 && index < limit
            ? new ClassLabel(checked((int)index))
            : throw Error($"sample {where} has label {index}; the classes are 0 to {limit - 1}");
    }

    /// <summary>A class given as text: a name of <see cref="DatasetSource.Labels"/>, else an index.</summary>
    /// <exception cref="UserErrorException">MC2007: neither.</exception>
    public ClassLabel FromText(string text, string where)
    {
        if (source.Labels is { } names && IndexOf(names, text) is >= 0 and var index)
        {
            return FromIndex(index, where);
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? FromIndex(number, where)
            : throw Error($"sample {where} has label '{text}', which is neither an index nor one of the class names; name the classes with Labels");
    }

    /// <summary>One class index per folder, by name in <see cref="DatasetSource.Labels"/> or by position.</summary>
    /// <param name="folders">Folder names in ordinal order.</param>
    /// <exception cref="UserErrorException">MC2007: the folders do not fit the classes.</exception>
    public IReadOnlyDictionary<string, ClassLabel> FromFolders(IReadOnlyList<string> folders)
    {
        if (source.Labels is { } names)
        {
            return folders.ToDictionary(folder => folder, folder => IndexOf(names, folder) is >= 0 and var index
                ? FromIndex(index, folder)
                : throw Error($"folder '{folder}' is not one of the {names.Count} class names given by Labels"));
        }

        if (source.ClassCount is { } count && count != folders.Count)
        {
            throw Error($"there are {folders.Count} class folders but the model has {count} classes; name the classes in the model's order with Labels");
        }

        return folders.Select((folder, index) => (folder, index)).ToDictionary(pair => pair.folder, pair => new ClassLabel(pair.index));
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>MC2007: <c>Data set 'x': sample ... .</c></summary>
    public UserErrorException Error(string problem) =>
        new(Codes.LabelsMissing, $"Data set '{dataName}': {problem}.", source.Path);
}
