using ModelCompression.Inference;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Images;

/// <summary>
/// Where a picture lies in a model's input, and so where its labels belong. Steps scale and shift along the axes, which leaves the overlap of boxes as it is. Labels count in
/// the upright picture, as viewers show it; where the spec ignores EXIF, they are turned like the stored one.
/// </summary>
internal sealed class ImagePlacement
{
    private static readonly byte[] Nothing = [ClassMapLabel.Ignored];

    private readonly Orientation _orientation;
    private readonly Mapping _mapping;
    private readonly bool _isCut;

    public ImagePlacement(DecodedImage image, ImageSpec spec)
    {
        Spec = spec;
        _orientation = image.Orientation;
        Stored = new PixelSize(image.Pixels.Width, image.Pixels.Height);
        Upright = PictureTurn.Turned(Stored, _orientation);
        _mapping = spec.Steps.Aggregate(new Mapping(1, 1, 0, 0, spec.ApplyExif ? Upright : Stored), (mapping, step) => mapping.Then(step));
        var whole = Map(new Box(0, 0, Upright.Width, Upright.Height));
        Picture = whole.Within(new Box(0, 0, _mapping.Size.Width, _mapping.Size.Height));
        _isCut = Picture != whole;
    }

    /// <summary>How the input is made.</summary>
    public ImageSpec Spec { get; }

    /// <summary>Size of the pixels in the file.</summary>
    public PixelSize Stored { get; }

    /// <summary>Size of the picture as viewers show it.</summary>
    public PixelSize Upright { get; }

    /// <summary>The part of the input that shows the picture.</summary>
    public Box Picture { get; }

    /// <summary>A box of the upright picture as it lies in the input; null when a crop has cut it off. What reaches out of a crop is cut.</summary>
    public Box? Place(Box upright)
    {
        var box = Map(upright);
        return !_isCut ? box : box.Meets(Picture) ? box.Within(Picture) : null;
    }

    /// <summary>A box of the stored pixels as it lies in the upright picture.</summary>
    public Box FromStored(Box stored) => PictureTurn.ToUpright(stored, _orientation, Stored);

    /// <summary>The classes of the picture's pixels as they lie in the input: the nearest pixel where the size changes, and nothing in the padding.</summary>
    /// <param name="map">One channel, of the size of the upright picture, or else of the stored pixels.</param>
    public ClassMapLabel Place(Pixels map)
    {
        var isUpright = new PixelSize(map.Width, map.Height) == Upright;
        var turn = isUpright == Spec.ApplyExif ? Orientation.Normal : isUpright ? PictureTurn.Back(_orientation) : _orientation;
        ImageSamples result = OrientationTransform.Apply(map, turn);
        foreach (var step in Spec.Steps)
        {
            result = Apply(step, result);
        }

        return new ClassMapLabel(result.Width, result.Height, ((Pixels)result).Bytes);
    }

    private static ImageSamples Apply(ImageStep step, ImageSamples map) => step switch
    {
        ResizeStep resize => StepRunner.Apply(resize with { Filter = ResizeFilter.Nearest, Precision = ResizePrecision.UInt8, PadColor = Nothing }, map),
        CenterCropStep crop => Canvas.Place(map, crop.Size, Canvas.CropOffset(map.Width, crop.Size.Width), Canvas.CropOffset(map.Height, crop.Size.Height), Nothing),
        PadStep pad => StepRunner.Apply(pad with { PadColor = Nothing }, map),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private Box Map(Box upright)
    {
        var box = Spec.ApplyExif ? upright : PictureTurn.ToStored(upright, _orientation, Stored);
        return new Box(
            (box.Left * _mapping.ScaleX) + _mapping.Left, (box.Top * _mapping.ScaleY) + _mapping.Top,
            (box.Right * _mapping.ScaleX) + _mapping.Left, (box.Bottom * _mapping.ScaleY) + _mapping.Top);
    }

    /// <summary>Scale, then shift, onto a canvas of a size.</summary>
    private sealed record Mapping(double ScaleX, double ScaleY, double Left, double Top, PixelSize Size)
    {
        public Mapping Then(ImageStep step) => step switch
        {
            ResizeStep { Mode: ResizeMode.Letterbox } resize when Resized(resize) is var resized => resized.Padded(resize.Size, resize.PadAlign),
            ResizeStep resize => Resized(resize),
            CenterCropStep crop => Shifted(Canvas.CropOffset(Size.Width, crop.Size.Width), Canvas.CropOffset(Size.Height, crop.Size.Height), crop.Size),
            PadStep pad => Padded(new PixelSize(Math.Max(pad.Size.Width, Size.Width), Math.Max(pad.Size.Height, Size.Height)), pad.PadAlign),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };

        private Mapping Resized(ResizeStep step)
        {
            var size = StepRunner.TargetSize(step, Size);
            var (x, y) = ((double)size.Width / Size.Width, (double)size.Height / Size.Height);
            return new Mapping(ScaleX * x, ScaleY * y, Left * x, Top * y, size);
        }

        private Mapping Padded(PixelSize size, PadAlign align)
        {
            var (left, top) = StepRunner.PadOffset(Size, size, align);
            return Shifted(left, top, size);
        }

        private Mapping Shifted(int left, int top, PixelSize size) => this with { Left = Left + left, Top = Top + top, Size = size };
    }
}
