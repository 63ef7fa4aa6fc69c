using System.Text.RegularExpressions;
using ModelCompression.Ir;

namespace ModelCompression.Compression.Recipes;

/// <summary>Which nodes a rule means. What is null matches every node.</summary>
/// <param name="Name">Pattern of the node's name: * is any text, ? one character.</param>
/// <param name="Operator">Pattern of its operator.</param>
/// <param name="Chain">
/// Operators, each of which reads a result of the one before: <c>Conv>Relu</c>. The node meant is the first, or the one in brackets: <c>Softmax>[MatMul]</c>.
/// </param>
public sealed record NodePattern(string? Name, string? Operator, string? Chain)
{
    public bool Matches(Node node) =>
        (Name is null || Glob(Name, node.Name)) && (Operator is null || Glob(Operator, node.OpType)) && (Chain is null || MatchesChain(node));

    /// <summary>True when <paramref name="chain"/> is one: operators separated by >, at most one in brackets.</summary>
    public static bool IsChain(string chain)
    {
        var links = Links(chain);
        return links.All(link => Regex.IsMatch(link, @"^(\[[A-Za-z0-9_*?]+\]|[A-Za-z0-9_*?]+)$", RegexOptions.CultureInvariant)) && links.Count(link => link[0] == '[') <= 1;
    }

    public override string ToString() =>
        string.Join(", ", new[] { ("name", Name), ("operator", Operator), ("pattern", Chain) }.Where(part => part.Item2 is not null).Select(part => $"{part.Item1} '{part.Item2}'"));

    private bool MatchesChain(Node node)
    {
        var links = Links(Chain ?? "");
        var meant = Math.Max(0, Array.FindIndex(links, link => link[0] == '['));
        var operators = Array.ConvertAll(links, link => link.Trim('[', ']'));
        return Glob(operators[meant], node.OpType) && Leads(node, operators.AsSpan()[(meant + 1)..]) && Follows(node, operators.AsSpan()[..meant]);
    }

    private static bool Leads(Node node, ReadOnlySpan<string> next)
    {
        if (next.IsEmpty)
        {
            return true;
        }

        foreach (var reader in node.Outputs.SelectMany(output => output?.Uses ?? []).Select(use => use.Node).Distinct())
        {
            if (Glob(next[0], reader.OpType) && Leads(reader, next[1..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Follows(Node node, ReadOnlySpan<string> before)
    {
        if (before.IsEmpty)
        {
            return true;
        }

        foreach (var producer in node.Inputs.Select(input => input?.Producer).OfType<Node>().Distinct())
        {
            if (Glob(before[^1], producer.OpType) && Follows(producer, before[..^1]))
            {
                return true;
            }
        }

        return false;
    }

    private static string[] Links(string chain) => chain.Split('>', StringSplitOptions.TrimEntries);

    private static bool Glob(string pattern, string text) => Regex.IsMatch(
        text, "^" + Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal) + "$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
}
