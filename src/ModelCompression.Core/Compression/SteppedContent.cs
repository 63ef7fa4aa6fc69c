using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Compression;

/// <summary>
/// The frames of recordings as samples of their own, each with the states that the original model hands to it: what calibration and refinement need. Frames are read
/// in order, so the walk over a recording goes on where it is; those that were read are kept, as many as fit, so that later passes need neither walk nor decode.
/// </summary>
internal sealed class SteppedContent : IDatasetContent, IDisposable
{
    private const long MostKeptBytes = 64_000_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, Sample> _kept = [];
    private readonly IFramedContent _recordings;
    private readonly FrameLoop _loop;
    private readonly Lazy<IModelRunner> _runner;
    private readonly int[] _starts;
    private (int Recording, FrameStates States)? _walk;
    private long _keptBytes;

    /// <param name="recordings">Samples with frames.</param>
    /// <param name="load">Loads the original model; done once, when a sample is read.</param>
    public SteppedContent(IFramedContent recordings, FrameLoop loop, Func<IModelRunner> load)
    {
        (_recordings, _loop, _runner) = (recordings, loop, new Lazy<IModelRunner>(load));
        _starts = new int[recordings.Count + 1];
        for (var i = 0; i < recordings.Count; i++)
        {
            _starts[i + 1] = checked(_starts[i] + recordings.FramesOf(i));
        }
    }

    public int Count => _starts[^1];

    /// <summary>Labels are about whole recordings.</summary>
    public LabelKind Labels => LabelKind.None;

    public IReadOnlyList<string> Files => _recordings.Files;

    public Sample Read(int index)
    {
        lock (_gate)
        {
            return _kept.TryGetValue(index, out var kept) ? kept : Keep(index, Walked(index));
        }
    }

    public void Dispose()
    {
        if (_runner.IsValueCreated)
        {
            _runner.Value.Dispose();
        }
    }

    private Sample Walked(int index)
    {
        var place = Array.BinarySearch(_starts, index);
        var recording = place >= 0 ? place : ~place - 1;
        return At(recording, index - _starts[recording]).Current() with { Label = null };
    }

    private Sample Keep(int index, Sample sample)
    {
        _keptBytes += sample.Inputs.Values.Sum(tensor => tensor.SizeBytes);
        return _keptBytes > MostKeptBytes
            ? sample
            : _kept[index] = sample with { Inputs = sample.Inputs.ToDictionary(pair => pair.Key, pair => pair.Value.Copy(), StringComparer.Ordinal) }; // a copy: else the whole recording would stay
    }

    /// <summary>The walk over a recording, at a frame: from its start when it is another one or already beyond.</summary>
    private FrameStates At(int recording, int frame)
    {
        if (_walk is not { } walk || walk.Recording != recording || walk.States.Done > frame)
        {
            _walk = walk = (recording, new FrameStates(_loop, _recordings.Read(recording), _runner.Value.Inputs, _runner.Value.Outputs));
        }

        while (walk.States.Done < frame)
        {
            walk.States.Advance(_loop.States.Count == 0 ? [] : _runner.Value.Run(walk.States.Current()));
        }

        return walk.States;
    }
}
