using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Passes;

/// <summary>
/// Nodes that depend on constants only -> their results as initializers, computed by the runtime in one run over all of them. Left alone: operators that are
/// random or of other domains, nodes with subgraphs, graph outputs, whatever decodes stored weights (DequantizeLinear, casts from narrow types), and large
/// results that would make the file grow, because they are larger than what is no longer needed.
/// </summary>
public sealed class FoldConstants(IModelRunnerFactory runners) : IPass
{
    /// <summary>Results may exceed the inputs that nothing else uses by this much.</summary>
    private const long MaxGrowthBytes = 1_000_000;

    /// <summary>What one run of the pass may add in all.</summary>
    private const long MaxTotalGrowthBytes = 16_000_000;

    private const long InitializersNeedNoInput = 4; // IR version

    private static readonly string[] NeverFolded =
    [
        "Bernoulli", "DequantizeLinear", "DynamicQuantizeLinear", "Multinomial", "Optional", "OptionalGetElement", "OptionalHasElement", "QuantizeLinear", "RandomNormal",
        "RandomNormalLike", "RandomUniform", "RandomUniformLike", "SplitToSequence",
    ];

    public bool Run(Model model, IDiagnostics diagnostics)
    {
        var foldable = Collect(model);
        if (foldable.Count == 0)
        {
            return false;
        }

        var inside = foldable.ToHashSet();
        var wanted = foldable
            .SelectMany(node => node.Outputs.OfType<Value>())
            .Where(output => output.Uses.Any(use => !inside.Contains(use.Node)))
            .ToList();
        if (wanted.Count == 0 || Compute(model, foldable, wanted, diagnostics) is not { } results)
        {
            return false;
        }

        return Replace(model, foldable, wanted, results);
    }

    /// <summary>Foldable nodes in execution order.</summary>
    private static List<Node> Collect(Model model)
    {
        var shapes = ShapeTable.Infer(model);
        var found = new List<Node>();
        var constants = new HashSet<Value>();
        var grown = 0L;
        foreach (var node in model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes))
        {
            var isConstant = IsPure(node) && node.Inputs.All(input => input is null || input.Constant is not null || constants.Contains(input));
            if (isConstant && StaysSmall(node, shapes) && grown + Growth(node, shapes) <= MaxTotalGrowthBytes)
            {
                grown += Growth(node, shapes);
                found.Add(node);
                constants.UnionWith(node.Outputs.OfType<Value>());
            }
        }

        return found;
    }

    private static bool IsPure(Node node) =>
        node.Domain.Length == 0 && !NeverFolded.Contains(node.OpType) && !node.OpType.StartsWith("Sequence", StringComparison.Ordinal)
        && !node.Subgraphs.Any() && node.Outputs.All(output => output is not { IsGraphOutput: true })
        && !(node.Is("Dropout") && node.Input(2) is not null) && !node.Is("Constant");

    /// <summary>Results of unknown size are trusted only where the operator cannot produce more elements than it reads.</summary>
    private static bool StaysSmall(Node node, ShapeTable shapes)
    {
        if (node.Is("Cast") && node.Input(0) is { } narrow && IsStoredNarrow(shapes[narrow]))
        {
            return false;
        }

        return node.Outputs.OfType<Value>().All(output => Bytes(shapes[output]) is not null)
            ? Growth(node, shapes) <= MaxGrowthBytes
            : node.IsAny("Reshape", "Squeeze", "Unsqueeze", "Slice", "Compress", "NonZero", "Unique") && Sum(node.Inputs, shapes) <= MaxGrowthBytes;
    }

    /// <summary>Bytes the results need beyond those of the inputs that nothing else uses; unknown sizes count as nothing.</summary>
    private static long Growth(Node node, ShapeTable shapes) =>
        Math.Max(0, Sum(node.Outputs, shapes) - Sum(node.Inputs.Where(input => input is { HasSingleUse: true }), shapes));

    private static long Sum(IEnumerable<Value?> values, ShapeTable shapes) => values.OfType<Value>().Sum(value => Bytes(shapes[value]) ?? 0);

    /// <summary>True for more than one element of 16 bits or fewer: weights stored compressed, not truth values.</summary>
    private static bool IsStoredNarrow(TensorType? type) =>
        type is null || (type.Element.Bits() <= 16 && type.Element is not (ElementType.Bool or ElementType.String) && type.KnownShape is not { Count: <= 1 });

    private static long? Bytes(TensorType? type) => type?.KnownShape is { } shape ? type.Element.SizeBytes(shape.Count) : null;

    private Dictionary<Value, TensorData>? Compute(Model model, List<Node> nodes, List<Value> wanted, IDiagnostics diagnostics)
    {
        var copies = new Dictionary<Value, Value>();
        var graph = new Graph { Name = "constants" };
        foreach (var node in nodes)
        {
            foreach (var input in node.Inputs.OfType<Value>().Where(input => !copies.ContainsKey(input)))
            {
                copies[input] = graph.AddInitializer(input.Name, input.Constant ?? throw new InvalidOperationException($"{input} is not constant."));
            }

            var outputs = node.Outputs.Select(output => output is null ? null : copies[output] = new Value(output.Name)).ToList();
            graph.Append(new Node(node.OpType, node.Inputs.Select(input => input is null ? null : copies[input]), outputs, node.Attributes, node.Domain, node.Name));
        }

        wanted.ForEach(value => graph.AddOutput(copies[value]));
        try
        {
            using var runner = runners.Load(new Model(graph, Math.Max(model.IrVersion, InitializersNeedNoInput), model.Opsets), new RunnerOptions(Optimize: false));
            var tensors = runner.Run(new Sample("constants", new Dictionary<string, TensorData>(StringComparer.Ordinal)));
            return wanted.Zip(tensors).ToDictionary(pair => pair.First, pair => pair.Second.Copy());
        }
        catch (UserErrorException error)
        {
            diagnostics.Report(Diagnostic.Note(Codes.CannotRun, $"{nodes.Count} nodes with constant inputs are kept, because the runtime cannot compute them: {error.Diagnostic.Message}"));
            return null;
        }
    }

    private static bool Replace(Model model, List<Node> nodes, List<Value> wanted, Dictionary<Value, TensorData> results)
    {
        foreach (var value in wanted)
        {
            var constant = model.Graph.AddInitializer(value.Name, results[value]);
            foreach (var use in value.Uses.ToList())
            {
                use.Node.SetInput(use.Index, constant);
            }
        }

        foreach (var node in Enumerable.Reverse(nodes).Where(node => node.Outputs.All(output => output is null or { Uses.Count: 0 })))
        {
            node.Graph?.Remove(node);
        }

        return true;
    }
}
