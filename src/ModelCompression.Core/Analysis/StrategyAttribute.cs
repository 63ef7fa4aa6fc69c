namespace ModelCompression.Analysis;

/// <summary>Marks a class the user chooses by name. The catalogue finds it; nothing else needs to be registered.</summary>
/// <param name="id">The value the user writes, for example <c>MinMax</c>.</param>
/// <param name="help">One sentence for help texts and error messages.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StrategyAttribute(string id, string help) : Attribute
{
    public string Id { get; } = id;

    public string Help { get; } = help;
}
