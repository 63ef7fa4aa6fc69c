using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Rewriting.Opsets;

/// <summary>
/// Upsample of opsets 7 to 9 and Resize of opset 10, which only know <c>x_in = x_out / scale</c> and round down -> Resize of opset 11 and later that says so:
/// <c>Upsample(x, s)</c> -> <c>Resize(x, , s) &lt;coordinate_transformation_mode="asymmetric", nearest_mode="floor"&gt;</c>. Only for constant scales of 1 and above, since
/// old versions disagree about rounding when they shrink.
/// </summary>
internal sealed class ResizeAsymmetric(long opset) : RewriteRule
{
    private const long ScaleInputOpset = 9;
    private const long ExplicitOpset = 11;

    public override Match TryMatch(Node root)
    {
        if (root.Is("Resize") && opset >= ExplicitOpset)
        {
            return root.Text("coordinate_transformation_mode", "half_pixel") == "tf_half_pixel_for_nn" ? No("later versions have no tf_half_pixel_for_nn") : Yes(_ => { });
        }

        if (ScalesOf(root) is not { } scales)
        {
            return No("its scales are not constant");
        }

        if (scales.Any(scale => !(scale >= 1)))
        {
            return No("it makes its input smaller, which versions round differently");
        }

        var mode = root.Text("mode", "nearest");
        return Yes(edit => edit.Replace(
            root,
            "Resize",
            [root.Input(0), null, root.Input(1) ?? edit.Constant(root.Output(0).Name + "_scales", TensorData.Floats(new Shape(scales.Length), scales))],
            [Attribute.String("mode", mode), Attribute.String("coordinate_transformation_mode", "asymmetric"), Attribute.String("nearest_mode", "floor")]));
    }

    private float[]? ScalesOf(Node node) =>
        opset < ScaleInputOpset ? node.Floats("scales") : node.Input(1)?.Constant is { Element: ElementType.Float } constant ? constant.ToFloats() : null;
}
