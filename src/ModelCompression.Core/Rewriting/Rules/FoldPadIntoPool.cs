using ModelCompression.Analysis;
using ModelCompression.Ir;

namespace ModelCompression.Rewriting.Rules;

/// <summary>
/// <c>AveragePool(Pad(x, zeros p))</c> -> <c>AveragePool(x, pads=p, count_include_pad=1)</c>: the zeros count as elements either way.
/// <c>MaxPool(Pad(x, zeros p))</c> -> <c>MaxPool(x, pads=p)</c> when x is never negative: the pooling's own padding is minus infinity, and with p smaller than
/// the kernel every window holds an element that is at least 0.
/// </summary>
public sealed class FoldPadIntoPool(ShapeTable shapes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (!root.IsAny("AveragePool", "MaxPool") || root.Ints("kernel_shape") is not { } kernel)
        {
            return No("no pooling");
        }

        if (ZeroPad.Of(root.Input(0), root, shapes, out var why) is not { } pad)
        {
            return No(why);
        }

        if (root.Text("auto_pad", "NOTSET") is not ("NOTSET" or "VALID") || root.Int("ceil_mode", 0) != 0)
        {
            return No("the window positions depend on the padded size");
        }

        if (root.Ints("dilations") is { } dilations && dilations.Any(dilation => dilation != 1))
        {
            return No("the window is dilated");
        }

        var own = root.Text("auto_pad", "NOTSET") == "VALID" ? null : root.Ints("pads");
        var pads = pad.Plus(own);
        if (pads.Where((amount, i) => amount >= kernel[i % kernel.Length]).Any())
        {
            return No("a window may lie in the padding alone");
        }

        var isAverage = root.Is("AveragePool");
        if (isAverage && root.Int("count_include_pad", 0) == 0 && own?.Any(amount => amount != 0) == true)
        {
            return No("the pooling does not count its own padding");
        }

        if (!isAverage && (root.Outputs.Count > 1 || !IsNeverNegative(pad.Data)))
        {
            return No("the input may be negative, or the positions of the maxima are used");
        }

        return Yes(edit => Apply(root, pad, pads, edit));
    }

    private static void Apply(Node root, ZeroPad pad, long[] pads, GraphEditor edit)
    {
        root.SetInput(0, pad.Data);
        root.RemoveAttribute("auto_pad");
        root.SetAttribute(Ir.Attribute.Ints("pads", pads));
        if (root.Is("AveragePool"))
        {
            root.SetAttribute(Ir.Attribute.Int("count_include_pad", 1));
        }

        if (pad.Node.Output(0) is { Uses.Count: 0, IsGraphOutput: false })
        {
            edit.Remove(pad.Node);
        }
    }

    private bool IsNeverNegative(Value value) => value.Producer is { } node
        && (node.IsAny("Sigmoid", "Softmax", "Abs", "Exp", "HardSigmoid") || (ClampRange.Of(node, shapes) is { Low: >= 0 }));
}
