using ModelCompression.Analysis;
using ModelCompression.Data.Annotations;
using ModelCompression.Data.Images;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A folder with <c>input</c> and <c>target</c> of the same names, for models that make images. The target becomes the right values: its colours and layout are those of the
/// input, 0 to 255 become 0 to the output's peak. A target of the input's size goes through the same steps; one of another size, as of a model that enlarges, only
/// where there are no steps.
/// </summary>
[Strategy("ImagePairs", "a folder with input/ and target/ of the same names, for models whose output is an image")]
internal sealed class ImagePairsReader : IDatasetReader
{
    public bool Recognizes(DatasetLocation location) => PictureFolder.IsPaired(location);

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        builder.RequireImages(location);
        var pairs = StemPairs.Of(location, ("input", "target"));
        return new AnnotatedContent(
            builder,
            [.. pairs.Select(pair => new AnnotatedItem(location.RelativeName(pair.First), pair.First, placement => Label(pair.Second, source.Peak, placement)))],
            LabelKind.Values,
            [.. pairs.Select(pair => pair.First), .. pairs.Select(pair => pair.Second)]);
    }

    private static ValuesLabel Label(string file, double peak, ImagePlacement placement)
    {
        var target = ImageDecoder.Decode(file);
        var size = PictureTurn.Turned(new PixelSize(target.Pixels.Width, target.Pixels.Height), target.Orientation);
        return size == placement.Upright || placement.Spec.Steps.Count == 0
            ? new ValuesLabel(Values(target, placement.Spec, peak))
            : throw new UserErrorException(
                Codes.DataMismatch,
                FormattableString.Invariant($"Image '{Path.GetFileName(file)}' has {size.Width} x {size.Height} pixels, and its input {placement.Upright.Width} x {placement.Upright.Height}. With steps in the preprocessing spec both need the same size; leave the steps out and store the inputs as the model takes them."),
                file);
    }

    private static double[] Values(DecodedImage target, ImageSpec spec, double peak)
    {
        var conversion = new ImageToTensor<float>(spec with { Scale = 1, Mean = new double[spec.Channels], Std = [.. Enumerable.Repeat(1.0, spec.Channels)], Element = ImageElement.Float32 });
        var samples = conversion.Prepare(target.Pixels, target.Orientation);
        var values = new float[samples.Width * samples.Height * samples.Channels];
        conversion.Write(samples, values);
        return Array.ConvertAll(values, value => value / 255.0 * peak);
    }
}
