using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data;

/// <summary>A data set opened for one model: counted, checked, and read sample by sample in a fixed order.</summary>
public sealed class Dataset
{
    private readonly IDatasetContent _content;
    private readonly DatasetLocation _location;
    private string? _contentHash;

    private Dataset(string format, DatasetLocation location, IDatasetContent content)
    {
        Format = format;
        _location = location;
        _content = content;
    }

    /// <summary>Id of the reader, for example <c>Idx</c>.</summary>
    public string Format { get; }

    /// <summary>Number of samples, 1 or more.</summary>
    public int Count => _content.Count;

    /// <summary>True when every sample has a label.</summary>
    public bool HasLabels => Labels != LabelKind.None;

    /// <summary>What kind of label every sample has.</summary>
    public LabelKind Labels => _content.Labels;

    /// <summary>How many samples in a row belong together: 2 for pairs, all where queries look for documents, else 1. Whoever takes a part of the data must not tear them apart.</summary>
    public int GroupSize => Labels switch { LabelKind.Pair => 2, LabelKind.Relevance => Count, _ => 1 };

    /// <summary>Absolute paths of everything that is read, in ordinal order of their relative names.</summary>
    public IReadOnlyList<string> Files => [.. _content.Files.Distinct(StringComparer.Ordinal).OrderBy(_location.RelativeName, StringComparer.Ordinal)];

    /// <summary>Finds the format from the path and opens the data for a model with the given required inputs.</summary>
    /// <exception cref="UserErrorException">
    /// MC2003: a git-LFS pointer; MC2004: wrong tensors for the model; MC2005: not there or no known format; MC2006: no samples;
    /// MC2007: labels do not fit; MC2008: damaged or unsafe; MC2011: images, texts or recordings without a fitting preprocessing spec.
    /// </exception>
    public static Dataset Open(DatasetSource source, IReadOnlyList<Port> inputs)
    {
        var location = DatasetLocation.Resolve(source.Path);
        var (format, reader) = DatasetReaders.Find(location);
        var content = reader.Open(location, source, new SampleBuilder(inputs, source.Preprocessing) { LabelsTokens = source.Needs == LabelKind.Tokens });
        return content.Count > 0
            ? new Dataset(format.Id, location, content)
            : throw new UserErrorException(Codes.EmptyData, $"Data set '{location.Name}' holds no samples.", location.Path);
    }

    /// <summary>The content where its samples are recordings of many frames, else null.</summary>
    internal IFramedContent? Framed => _content is IFramedContent { IsFramed: true } framed ? framed : null;

    /// <summary>The same data in other pieces.</summary>
    internal Dataset With(IDatasetContent content) => new(Format, _location, content);

    /// <summary>Every sample in order, decoded when asked for.</summary>
    public IEnumerable<Sample> Read(CancellationToken ct)
    {
        for (var i = 0; i < Count; i++)
        {
            ct.ThrowIfCancellationRequested();
            yield return _content.Read(i);
        }
    }

    /// <summary>The samples at the given positions, in the order given.</summary>
    public IEnumerable<Sample> Read(IReadOnlyList<int> indices, CancellationToken ct)
    {
        foreach (var index in indices)
        {
            ct.ThrowIfCancellationRequested();
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indices));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count, nameof(indices));
            yield return _content.Read(index);
        }
    }

    /// <summary>A small picture of a sample as a PNG file; null where samples are no images, or this one cannot be read any more.</summary>
    public byte[]? ThumbnailOf(int index)
    {
        try
        {
            return _content.ThumbnailOf(index);
        }
        catch (UserErrorException)
        {
            return null; // it was readable when it was measured; a report goes without
        }
    }

    /// <summary>A part that stands for the whole: at most so many samples, balanced over the classes; see <see cref="SampleChoice"/>. Files and hash stay those of the whole.</summary>
    public Dataset Subset(int most)
    {
        if (Count <= most)
        {
            return this;
        }

        var chosen = SampleChoice.Of(Count, most, index => (_content.LabelOf(index) as ClassLabel)?.Index);
        return new Dataset(Format, _location, new ChosenContent(_content, chosen)) { _contentHash = _contentHash };
    }

    /// <summary>Lower-case SHA-256 over the relative names and contents of <see cref="Files"/>; read once, when first asked for.</summary>
    public string ContentHash(CancellationToken ct) => _contentHash ??= FileHash.Of(Files, _location.RelativeName, ct);

    private sealed class ChosenContent(IDatasetContent all, IReadOnlyList<int> chosen) : IDatasetContent
    {
        public int Count => chosen.Count;

        public LabelKind Labels => all.Labels;

        public IReadOnlyList<string> Files => all.Files;

        public Label? LabelOf(int index) => all.LabelOf(chosen[index]);

        public byte[]? ThumbnailOf(int index) => all.ThumbnailOf(chosen[index]);

        public Sample Read(int index) => all.Read(chosen[index]);
    }
}
