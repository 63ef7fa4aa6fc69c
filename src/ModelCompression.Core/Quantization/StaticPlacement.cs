using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>
/// Where QuantizeLinear and DequantizeLinear go: only around units the runtime will fuse. Weighted operators are quantized wherever they can be; joining and
/// pass-through operators only when all their inputs are quantized anyway and something quantized reads their output, so that no island is cut out of float code.
/// </summary>
public sealed class StaticPlacement
{
    private const int ArgMaxOpset = 13; // from here on it takes u8

    /// <summary>Operators that keep every element of their input.</summary>
    private static readonly string[] LayoutOps = ["Pad", "Transpose", "Reshape", "Squeeze", "Unsqueeze", "Flatten"];

    private readonly Dictionary<Value, StaticUnit> _byOutput = [];
    private readonly HashSet<Value> _available = [];
    private readonly List<Skipped> _skipped = [];
    private readonly List<Skipped> _unweighted = [];

    private readonly HardwareProfile _target;
    private readonly IReadOnlyList<Value> _results;

    private StaticPlacement(Model model, Func<Value, TensorType?> typeOf, IReadOnlyDictionary<Node, string> excluded, HardwareProfile target)
    {
        _target = target;
        _results = target.QuantizesResults ? model.Graph.Outputs : [];
        var units = Candidates(model.Graph, new StaticOperators(model.Opset, typeOf, target), excluded);
        _available.UnionWith(units.Where(unit => unit.Kind == StaticKind.Weighted).SelectMany(unit => unit.DataInputs));
        _available.UnionWith(EarlyInputs(units));
        var reachable = Reachable(units);
        Units = Useful(reachable, model.Graph.Nodes.Where(node => node.Is("ArgMax") && model.Opset >= ArgMaxOpset));
        Explain(units, reachable, model.Graph, excluded);
        PassThrough = Units.Where(unit => unit.Kind == StaticKind.PassThrough).Select(unit => unit.Main).ToHashSet();
        var read = Units.SelectMany(unit => unit.DataInputs).ToHashSet();
        Quantized = [.. Units.SelectMany(unit => unit.DataInputs.Concat(OutputsOf(unit, read))).Concat(target.QuantizesResiduals ? Residuals.Of(model.Graph, Units) : []).Distinct()];
    }

    /// <summary>The units in graph order.</summary>
    public IReadOnlyList<StaticUnit> Units { get; }

    /// <summary>The pass-through nodes among the units.</summary>
    public IReadOnlySet<Node> PassThrough { get; }

    /// <summary>Values that get a QuantizeLinear and DequantizeLinear, in graph order.</summary>
    public IReadOnlyList<Value> Quantized { get; }

    public IReadOnlyList<Skipped> Skipped => _skipped;

    public static StaticPlacement Of(Model model, Func<Value, TensorType?> typeOf, IReadOnlyDictionary<Node, string> excluded, HardwareProfile? target = null) =>
        new(model, typeOf, excluded, target ?? new HardwareProfile(PairSafe: true));

    /// <summary>The value whose parameters <paramref name="value"/> shares: pass-through operators hand theirs on.</summary>
    public Value Root(Value value)
    {
        while (value.Producer is { } producer && PassThrough.Contains(producer) && producer.Input(0) is { } source)
        {
            value = source;
        }

        return value;
    }

    /// <summary>The unit that computes <paramref name="value"/>, or null.</summary>
    public StaticUnit? UnitOf(Value value) => _byOutput.GetValueOrDefault(value);

    private List<StaticUnit> Candidates(Graph graph, StaticOperators operators, IReadOnlyDictionary<Node, string> excluded)
    {
        var units = new List<StaticUnit>();
        var activations = new HashSet<Node>();
        foreach (var node in graph.Nodes.Where(node => !activations.Contains(node)))
        {
            var (kind, why) = operators.Classify(node);
            if (kind is not null && excluded.TryGetValue(node, out var reason))
            {
                (kind, why) = (null, reason);
            }

            if (kind is { } role)
            {
                var activation = role == StaticKind.PassThrough || !_target.QuantizesOutputs ? null : StaticOperators.FusedActivation(node);
                units.Add(new StaticUnit(node, activation, role));
                if (activation is not null)
                {
                    activations.Add(activation);
                }
            }
            else if (why is not null)
            {
                (node.IsAny("Conv", "Gemm", "MatMul", "ConvTranspose") ? _skipped : _unweighted).Add(new Skipped(node.Name, why));
            }
        }

        return units;
    }

    /// <summary>Says why units were left out, and what is out of reach altogether.</summary>
    private void Explain(List<StaticUnit> units, List<StaticUnit> reachable, Graph main, IReadOnlyDictionary<Node, string> excluded)
    {
        var (reached, kept) = (reachable.ToHashSet(), Units.ToHashSet());
        _skipped.AddRange(_unweighted);
        _skipped.AddRange(units.Where(unit => !kept.Contains(unit)).Select(unit => new Skipped(
            unit.Main.Name, reached.Contains(unit) ? "nothing that is quantized reads its result" : "not all of its inputs are quantized")));
        _skipped.AddRange(main.SelfAndSubgraphs().Skip(1).SelectMany(graph => graph.Nodes)
            .Where(node => node.IsAny("Conv", "Gemm", "MatMul") && node.Input(1) is { Initializer: not null })
            .Select(node => new Skipped(node.Name, excluded.GetValueOrDefault(node) ?? "it is inside a branch or loop, where the ranges of its input cannot be calibrated")));
    }

    /// <summary>Model inputs that are only laid out anew in front of a weighted operator: moving bytes costs a quarter of moving floats.</summary>
    private List<Value> EarlyInputs(List<StaticUnit> units)
    {
        var movers = units.Where(unit => unit.Main.IsAny(LayoutOps)).ToDictionary(unit => unit.Main);
        var found = new List<Value>();
        foreach (var unit in units.Where(unit => unit.Kind == StaticKind.Weighted))
        {
            var value = unit.DataInputs.FirstOrDefault();
            while (value?.Producer is { } producer && movers.ContainsKey(producer))
            {
                value = producer.Input(0);
            }

            if (value is { IsGraphInput: true, HasSingleUse: true } && !_available.Contains(value))
            {
                found.Add(value);
            }
        }

        return found;
    }

    /// <summary>Keeps the units whose inputs are all quantized, going forwards.</summary>
    private List<StaticUnit> Reachable(IEnumerable<StaticUnit> units)
    {
        var kept = new List<StaticUnit>();
        foreach (var unit in units.Where(unit => unit.Kind == StaticKind.Weighted || unit.DataInputs.All(_available.Contains)))
        {
            kept.Add(unit);
            foreach (var output in unit.Main.Outputs.OfType<Value>().Append(unit.Output))
            {
                _available.Add(output);
            }
        }

        return kept;
    }

    /// <summary>Keeps the units whose output something quantized reads, going backwards; <paramref name="readers"/> take quantized values too.</summary>
    private List<StaticUnit> Useful(List<StaticUnit> units, IEnumerable<Node> readers)
    {
        var read = readers.Select(node => node.Input(0)).OfType<Value>().Concat(_results).ToHashSet();
        var kept = new List<StaticUnit>();
        foreach (var unit in Enumerable.Reverse(units))
        {
            var outputs = unit.Kind == StaticKind.PassThrough ? unit.Main.Outputs.OfType<Value>().ToList() : [unit.Output];
            if (unit.Kind != StaticKind.Weighted && !outputs.Any(read.Contains))
            {
                continue;
            }

            kept.Add(unit);
            read.UnionWith(unit.DataInputs);
            foreach (var output in outputs)
            {
                _byOutput[output] = unit;
            }
        }

        kept.Reverse();
        return kept;
    }

    /// <summary>
    /// Outputs that get quantized. Gemm and MatMul without activation whose result only float code reads keep a float result: the integer kernel dequantizes it
    /// more precisely than a QuantizeLinear would.
    /// </summary>
    private IEnumerable<Value> OutputsOf(StaticUnit unit, HashSet<Value> read) => unit switch
    {
        _ when !_target.QuantizesOutputs => [],
        { Kind: StaticKind.PassThrough } => unit.Main.Outputs.OfType<Value>(),
        { Activation: null, Main.OpType: "Gemm" or "MatMul" } when !_target.QuantizesResults && !read.Contains(unit.Output) => [],
        _ => [unit.Output],
    };
}
