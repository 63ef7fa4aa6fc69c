using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Differentiation;

/// <summary>Walks the nodes from the loss to the wanted values and adds up what each use of a value contributes to its gradient.</summary>
internal sealed class BackwardPass(NodeEmitter emit, IReadOnlyList<Value> wanted)
{
    private readonly GradientCatalog _catalog = new();
    private readonly Dictionary<Value, List<Value>> _contributions = [];
    private readonly HashSet<Value> _reached = [.. wanted];

    /// <param name="nodes">Nodes of the forward graph and of the loss in topological order.</param>
    /// <param name="loss">A scalar.</param>
    /// <returns>Gradients by value, of the wanted values the loss depends on.</returns>
    public IReadOnlyDictionary<Value, Value> Run(IReadOnlyList<Node> nodes, Value loss)
    {
        foreach (var node in nodes.Where(node => node.Inputs.Any(input => input is not null && _reached.Contains(input))))
        {
            _reached.UnionWith(node.Outputs.OfType<Value>().Where(IsReal));
        }

        if (_reached.Contains(loss))
        {
            _contributions[loss] = [emit.Scalar(1)];
        }

        foreach (var node in nodes.Reverse())
        {
            Visit(node);
        }

        return wanted.Where(_contributions.ContainsKey).ToDictionary(value => value, Total);
    }

    private void Visit(Node node)
    {
        if (!node.Inputs.Any(input => input is not null && _reached.Contains(input)))
        {
            return;
        }

        var gradients = node.Outputs.Select(output => output is not null && _contributions.ContainsKey(output) ? Total(output) : null).ToList();
        if (gradients.All(gradient => gradient is null))
        {
            return;
        }

        var rule = _catalog.For(node) ?? throw GradientErrors.Unknown(node, "there is no rule for it");
        RequireFloat(node);
        var context = new GradientContext(node, emit, gradients, _reached.Contains);
        rule.Differentiate(context);
        foreach (var (input, gradient) in context.Results())
        {
            if (!_contributions.TryGetValue(input, out var list))
            {
                _contributions[input] = list = [];
            }

            list.Add(gradient);
        }
    }

    /// <summary>The sum of the contributions, made once.</summary>
    private Value Total(Value value)
    {
        var list = _contributions[value];
        if (list.Count > 1)
        {
            _contributions[value] = list = [list.Count == 2 ? emit.Add(list[0], list[1]) : emit.Call("Sum", [.. list])];
        }

        return list[0];
    }

    /// <summary>Integers and booleans change in jumps: nothing flows through them. A type that is not known may be real.</summary>
    private bool IsReal(Value value) => (emit.Shapes[value] ?? value.Type)?.Element is null or ElementType.Undefined or ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16;

    private void RequireFloat(Node node)
    {
        foreach (var value in node.Inputs.Concat(node.Outputs).OfType<Value>().Where(_reached.Contains))
        {
            if ((emit.Shapes[value] ?? value.Type)?.Element is { } element && element is not (ElementType.Float or ElementType.Undefined))
            {
                throw GradientErrors.Unknown(node, $"'{value.Name}' is of type {element}, and gradients are computed in float alone");
            }
        }
    }
}
