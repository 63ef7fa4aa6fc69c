using ModelCompression.Inference;

namespace ModelCompression.Data;

/// <summary>Reads one data set format. Implementations carry a <c>Strategy</c> attribute and need no registration.</summary>
public interface IDatasetReader
{
    /// <summary>True when the location is of this format, judged by names and, where a name can mean several formats, the first row.</summary>
    /// <exception cref="Diagnostics.UserErrorException">MC2003, MC2008: a file that has to be looked into cannot be read.</exception>
    bool Recognizes(DatasetLocation location);

    /// <summary>Opens the data set: checks headers and lists, decodes nothing.</summary>
    /// <exception cref="Diagnostics.UserErrorException">The data is damaged, unsafe or does not fit the model.</exception>
    IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder);
}

/// <summary>An opened data set with random access to its samples.</summary>
public interface IDatasetContent
{
    int Count { get; }

    /// <summary>What kind of label every sample has.</summary>
    LabelKind Labels { get; }

    /// <summary>Absolute paths of everything that is read.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>The label of a sample where it is known without decoding the sample, else null.</summary>
    Label? LabelOf(int index) => null;

    /// <summary>The image a sample is made of, small, as a PNG file for people to look at; null where it is made of something else.</summary>
    byte[]? ThumbnailOf(int index) => null;

    /// <summary>Decodes one sample, <paramref name="index"/> from 0 to <see cref="Count"/> - 1.</summary>
    Sample Read(int index);
}
