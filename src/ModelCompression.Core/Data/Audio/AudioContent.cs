using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data.Audio;

/// <summary>One recording of a data set.</summary>
internal sealed record AudioItem(string Id, string File, Label? Label);

/// <summary>
/// A data set of WAV files. A spec without frames makes one sample of each file. With frames, a file is one sample of many frames where they belong together: the model
/// has a state, or the labels are about the whole file (frames, texts); else every frame is a sample of its own, with the label of its file.
/// </summary>
internal sealed class AudioContent : IFramedContent
{
    private readonly object _gate = new();
    private readonly SampleBuilder _builder;
    private readonly AudioPipeline _audio;
    private readonly IReadOnlyList<AudioItem> _items;
    private readonly int[] _starts;
    private (int Item, float[] Samples) _last = (-1, []);

    /// <param name="items">One or more.</param>
    /// <param name="labels">What kind of label every item has.</param>
    /// <param name="files">What is read.</param>
    /// <exception cref="UserErrorException">MC2008: a file is no WAV file that can be read, by its header.</exception>
    public AudioContent(SampleBuilder builder, AudioPipeline audio, IReadOnlyList<AudioItem> items, LabelKind labels, IReadOnlyList<string> files)
    {
        (_builder, _audio, _items, Labels, Files) = (builder, audio, items, labels, files);
        var hasFrames = audio.Spec.Frame is not null;
        IsFramed = hasFrames && (audio.Spec.States.Count > 0 || labels is LabelKind.Frames or LabelKind.Text);
        _starts = new int[items.Count + 1];
        for (var i = 0; i < items.Count; i++)
        {
            var samples = audio.SamplesOf(items[i].File);
            _starts[i + 1] = checked(_starts[i] + (hasFrames ? audio.Spec.FramesOf(samples) : 1));
        }
    }

    public bool IsFramed { get; }

    public int Count => IsFramed ? _items.Count : _starts[^1];

    public LabelKind Labels { get; }

    public IReadOnlyList<string> Files { get; }

    public int FramesOf(int index) => _starts[index + 1] - _starts[index];

    public Label? LabelOf(int index) => _items[IsFramed ? index : ItemOf(index)].Label;

    public Sample Read(int index)
    {
        if (IsFramed)
        {
            var item = _items[index];
            return _builder.FromAudio(item.Id, _audio.Frames(_audio.Read(item.File), item.Id), item.Label) with { Frames = FramesOf(index) };
        }

        return _audio.Spec.Frame is null ? Whole(_items[index]) : Frame(index);
    }

    private Sample Whole(AudioItem item) => _builder.FromAudio(item.Id, _audio.Whole(_audio.Read(item.File), item.Id), item.Label);

    /// <summary>One frame; frames are mostly asked for in order, so the file they come from is kept.</summary>
    private Sample Frame(int index)
    {
        var at = ItemOf(index);
        var item = _items[at];
        float[] samples;
        lock (_gate)
        {
            _last = _last.Item == at ? _last : (at, _audio.Read(item.File));
            samples = _last.Samples;
        }

        var id = FormattableString.Invariant($"{item.Id}@{index - _starts[at]}");
        return _builder.FromAudio(id, _audio.Frame(samples, index - _starts[at], id), item.Label);
    }

    private int ItemOf(int index) => Array.BinarySearch(_starts, index) is >= 0 and var found ? found : ~Array.BinarySearch(_starts, index) - 1;
}
