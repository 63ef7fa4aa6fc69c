using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Compression;

/// <summary>
/// The frames of recordings as samples of their own, each with the states that the original model hands to it: what calibration and refinement need. Frames are read
/// in order, so the walk over a recording goes on where it is.
/// </summary>
internal sealed class SteppedContent : IDatasetContent, IDisposable
{
    private readonly Lock _gate = new();
    private readonly IFramedContent _recordings;
    private readonly FrameLoop _loop;
    private readonly Lazy<IModelRunner> _runner;
    private readonly int[] _starts;
    private (int Recording, FrameStates States)? _walk;

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
        var place = Array.BinarySearch(_starts, index);
        var recording = place >= 0 ? place : ~place - 1;
        lock (_gate)
        {
            var states = At(recording, index - _starts[recording]);
            return states.Current() with { Label = null };
        }
    }

    public void Dispose()
    {
        if (_runner.IsValueCreated)
        {
            _runner.Value.Dispose();
        }
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
