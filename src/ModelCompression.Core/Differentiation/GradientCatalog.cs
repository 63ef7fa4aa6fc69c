using System.Collections.Frozen;
using ModelCompression.Ir;

namespace ModelCompression.Differentiation;

/// <summary>The operators whose gradient is known: every <see cref="IOperatorGradient"/> of this assembly.</summary>
public sealed class GradientCatalog
{
    private readonly FrozenDictionary<string, IOperatorGradient> _rules = typeof(GradientCatalog).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IOperatorGradient).IsAssignableFrom(type))
        .Select(type => Activator.CreateInstance(type) as IOperatorGradient ?? throw new InvalidOperationException($"{type} cannot be created."))
        .SelectMany(rule => rule.Operators.Select(name => KeyValuePair.Create(name, rule)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Covered operators in ordinal order.</summary>
    public IReadOnlyList<string> Operators => [.. _rules.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The rule for <paramref name="node"/>, or null.</summary>
    public IOperatorGradient? For(Node node) => _rules.GetValueOrDefault(node.Domain.Length == 0 ? node.OpType : $"{node.Domain}.{node.OpType}");
}
