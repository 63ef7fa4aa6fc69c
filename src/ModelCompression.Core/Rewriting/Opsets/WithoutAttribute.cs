using ModelCompression.Ir;

namespace ModelCompression.Rewriting.Opsets;

/// <summary>
/// An attribute that later versions lack -> nothing, where it has no effect: <c>spatial</c> of BatchNormalization as long as it is 1, <c>ratio</c> of Dropout, which
/// is Identity outside training, as long as nothing reads the mask.
/// </summary>
/// <param name="neutral">The only integer value that can be left out; null when every value can.</param>
internal sealed class WithoutAttribute(string name, long? neutral) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (neutral is { } value && root.Int(name, value) != value)
        {
            return No($"later versions have no '{name}'");
        }

        return root.Outputs.Skip(1).Any(output => output is { Uses.Count: > 0 } or { IsGraphOutput: true })
            ? No("outputs other than the first are used, and their meaning changed")
            : Yes(_ => root.RemoveAttribute(name));
    }
}
