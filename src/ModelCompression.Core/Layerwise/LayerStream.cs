using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Layerwise;

/// <summary>
/// Runs a model over samples piece by piece and stops in front of each layer, so that a layer's weights can be changed before it runs. Between the pieces only the
/// values that are still needed are kept, in the type they are stored in (u8 behind QuantizeLinear). Where they are large only the first samples take part; where
/// they get smaller, the other samples are run from the start and join.
/// </summary>
internal sealed class LayerStream
{
    private const int MinSamples = 32;

    private readonly Model _model;
    private readonly IReadOnlyList<Sample> _all;
    private readonly IModelRunnerFactory _runners;
    private readonly int _threads;
    private readonly long _maxBytes;
    private readonly LayerSchedule _schedule;
    private readonly IReadOnlyList<Value> _inputs;
    private readonly List<Dictionary<Value, TensorData>> _live = [];
    private int _next;

    /// <param name="samples">One or more.</param>
    /// <param name="maxBytes">Bytes of kept values above which samples are dropped.</param>
    public LayerStream(Model model, IReadOnlySet<Node> layers, IReadOnlyList<Sample> samples, (IModelRunnerFactory Runners, int Threads) host, long maxBytes)
    {
        (_model, _all, _runners, _threads, _maxBytes) = (model, samples, host.Runners, host.Threads, maxBytes);
        _schedule = new LayerSchedule(model.Graph, layers);
        _inputs = [.. model.Graph.RequiredInputs];
        Join();
    }

    /// <summary>Number of samples that take part at the moment: the first ones.</summary>
    public int Samples => _live.Count;

    /// <summary>Layers in the order they are reached.</summary>
    public int PositionOf(Node layer) => _schedule.PositionOf(layer);

    /// <summary>Runs everything in front of <paramref name="layer"/> that has not run yet.</summary>
    public void AdvanceTo(Node layer, CancellationToken cancel)
    {
        var end = _schedule.PositionOf(layer);
        if (end > _next)
        {
            Run(_next, end, 0, cancel);
            _next = end;
            if (Join() is var first && first < _live.Count)
            {
                Run(0, end, first, cancel);
            }
        }
    }

    /// <summary>A constant, or a value that has been computed and is still to be read.</summary>
    public TensorData Content(int sample, Value value) =>
        value.Constant ?? (_live[sample].TryGetValue(value, out var data) ? data : throw new InvalidOperationException($"{value} is not known here."));

    /// <summary>Drops samples beyond the memory limit, or adds samples that have not run yet; returns the first one added.</summary>
    private int Join()
    {
        var bytes = _live.Count == 0 ? _all[0].Inputs.Values.Sum(input => input.SizeBytes) : _live[0].Values.Sum(data => data.SizeBytes);
        var wanted = (int)Math.Clamp(_maxBytes / Math.Max(1, bytes), Math.Min(MinSamples, _all.Count), _all.Count);
        if (wanted < _live.Count)
        {
            _live.RemoveRange(wanted, _live.Count - wanted);
        }

        var first = _live.Count;
        if (first == 0 || wanted == _all.Count || wanted >= 2 * first)
        {
            for (var sample = first; sample < wanted; sample++)
            {
                _live.Add(_inputs.ToDictionary(input => input, input => _all[sample].Inputs[input.Name]));
            }
        }

        return first;
    }

    private void Run(int start, int end, int firstSample, CancellationToken cancel)
    {
        var nodes = _schedule.Nodes.Skip(start).Take(end - start).ToList();
        var part = Piece(nodes);
        var produced = part.SelectMany(node => node.Outputs).OfType<Value>().ToHashSet();
        var inputs = part.SelectMany(node => node.Inputs).OfType<Value>().Where(value => value.Constant is null && !produced.Contains(value)).Distinct().ToList();
        var outputs = nodes.SelectMany(node => node.Outputs).OfType<Value>().Where(value => _schedule.LastRead(value) >= end).ToList();
        var model = new PartialModel(_model, part, [.. inputs.Select(value => (value, TypeOf(Content(firstSample, value))))], outputs).Model;
        var streams = Math.Min(_threads, _live.Count - firstSample);
        Parallel.For(0, streams, new ParallelOptions { MaxDegreeOfParallelism = streams, CancellationToken = cancel }, stream =>
        {
            using var runner = _runners.Load(model, new RunnerOptions(Exact: true));
            for (var sample = firstSample + stream; sample < _live.Count; sample += streams)
            {
                cancel.ThrowIfCancellationRequested();
                RunSample(runner, sample, inputs, outputs, end);
            }
        });
    }

    private void RunSample(IModelRunner runner, int sample, List<Value> inputs, List<Value> outputs, int end)
    {
        var live = _live[sample];
        var fed = inputs.Select((value, i) => (Name: PartialModel.InputName(i), Data: live[value])).ToDictionary(pair => pair.Name, pair => pair.Data);
        var results = runner.Run(new Sample($"#{sample}", fed));
        for (var i = 0; i < outputs.Count; i++)
        {
            live[outputs[i]] = results[i].Copy();
        }

        foreach (var value in live.Keys.Where(value => _schedule.LastRead(value) < end).ToList())
        {
            live.Remove(value);
        }
    }

    /// <summary>The nodes with copies of what they read through in front.</summary>
    private static List<Node> Piece(IReadOnlyList<Node> nodes)
    {
        var piece = new List<Node>();
        var added = new HashSet<Node>();
        foreach (var node in nodes)
        {
            Add(node, piece, added);
        }

        return piece;
    }

    private static void Add(Node node, List<Node> piece, HashSet<Node> added)
    {
        foreach (var producer in node.Inputs.Select(input => input?.Producer).OfType<Node>().Where(LayerSchedule.IsCopied))
        {
            Add(producer, piece, added);
        }

        if (added.Add(node))
        {
            piece.Add(node);
        }
    }

    private static TensorType TypeOf(TensorData data) => new(data.Element, [.. data.Shape.Dims.Select(_ => Dimension.Unknown)]);
}
