using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Compression;

/// <summary>
/// Types of values: inferred from what the model declares; where that says nothing, element type and rank as seen in one run. Sizes seen in a run may belong to the
/// sample, so they are never taken over.
/// </summary>
internal sealed class MeasuredTypes
{
    private readonly Dictionary<string, TensorType> _measured = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorType> _declared;

    /// <param name="sample">Any sample the model takes; asked for only when a type is unknown.</param>
    public MeasuredTypes(Model model, IModelRunnerFactory runners, Func<Sample> sample)
    {
        var declared = ShapeTable.Infer(model);
        _declared = ByName(model, declared);
        var unknown = model.Graph.Nodes.SelectMany(node => node.Outputs).OfType<Value>().Where(value => declared[value]?.Rank is null).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        try
        {
            using var runner = runners.Load(model, new RunnerOptions(), unknown);
            var outputs = runner.Run(sample());
            foreach (var (value, tensor) in unknown.Zip(outputs.Skip(runner.Outputs.Count - unknown.Count)))
            {
                _measured[value.Name] = new TensorType(tensor.Element, [.. tensor.Shape.Dims.Select(_ => Dimension.Unknown)]);
            }
        }
        catch (UserErrorException)
        {
            // A value that is no tensor cannot be an output here: such a model keeps what is declared.
        }
    }

    /// <summary>
    /// The type of each value of <paramref name="model"/>, which has the names of the model that was run. Behind what a rewriting put in, where nothing can be inferred
    /// any more, a value keeps the type it had.
    /// </summary>
    public Func<Value, TensorType?> For(Model model)
    {
        var declared = ShapeTable.Infer(model);
        return value => declared[value] is { Rank: not null } known ? known : _declared.GetValueOrDefault(value.Name) ?? _measured.GetValueOrDefault(value.Name) ?? declared[value];
    }

    /// <summary>Types by the names of the values. Sizes that have no name in the model are unknown in another table, and a name that two graphs use says nothing.</summary>
    private static Dictionary<string, TensorType> ByName(Model model, ShapeTable table)
    {
        var types = new Dictionary<string, TensorType>(StringComparer.Ordinal);
        var outputs = model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).SelectMany(node => node.Outputs).OfType<Value>();
        foreach (var value in outputs.GroupBy(value => value.Name, StringComparer.Ordinal).Where(same => same.Count() == 1).Select(same => same.First()))
        {
            if (table[value] is { Dims: { } dims } type)
            {
                types[value.Name] = type with { Dims = [.. dims.Select(dim => dim.Symbol?.StartsWith('?') == true ? Dimension.Unknown : dim)] };
            }
        }

        return types;
    }
}
