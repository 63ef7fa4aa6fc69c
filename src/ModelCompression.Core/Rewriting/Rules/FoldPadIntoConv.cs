using ModelCompression.Analysis;
using ModelCompression.Ir;

namespace ModelCompression.Rewriting.Rules;

/// <summary><c>Conv(Pad(x, zeros p), pads=q)</c> -> <c>Conv(x, pads=p+q)</c>: a convolution pads with zeros itself. The Pad stays when something else uses it.</summary>
public sealed class FoldPadIntoConv(ShapeTable shapes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (!root.Is("Conv"))
        {
            return No("no Conv");
        }

        if (ZeroPad.Of(root.Input(0), root, shapes, out var why) is not { } pad)
        {
            return No(why);
        }

        var autoPad = root.Text("auto_pad", "NOTSET");
        if (autoPad is not ("NOTSET" or "VALID"))
        {
            return No("the convolution computes its own pads from the padded size");
        }

        var pads = pad.Plus(autoPad == "VALID" ? null : root.Ints("pads"));
        return Yes(edit =>
        {
            root.SetInput(0, pad.Data);
            root.RemoveAttribute("auto_pad");
            root.SetAttribute(Ir.Attribute.Ints("pads", pads));
            if (pad.Node.Output(0) is { Uses.Count: 0, IsGraphOutput: false })
            {
                edit.Remove(pad.Node);
            }
        });
    }
}
