using System.Globalization;
using ModelCompression.Data.Images;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data.Annotations;

/// <summary>
/// Reads the labels of one image: a line <c>class x y width height</c> an object, the middle and size of its box as shares of the upright picture, or
/// <c>class x1 y1 x2 y2 x3 y3 ...</c>, a polygon, whose box is taken. A line that is there twice counts once.
/// </summary>
/// <param name="classes">Finds the model's class of a class number, or throws.</param>
internal sealed class YoloLabels(Func<int, string, int> classes)
{
    private const long MaxBytes = 16 << 20;
    private const int MostObjects = 10_000;
    private const int BoxFields = 5;
    private const int FewestPolygonFields = 7;
    private const double Slack = 1e-6;
    private const string Form = "A line is 'class x y width height' or 'class x1 y1 x2 y2 x3 y3 ...' with numbers from 0 to 1";

    /// <exception cref="UserErrorException">MC2007: a class the data or the model does not have; MC2008: anything else that is wrong; both name the line.</exception>
    public BoxesLabel Read(string file, ImagePlacement placement)
    {
        var lines = TextFile.Read(file, MaxBytes).Split('\n', StringSplitOptions.TrimEntries);
        var objects = new List<LabelledBox>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, line) in lines.Index())
        {
            if (line.Length > 0 && seen.Add(line) && ReadLine(line, index + 1, file, placement) is { } found)
            {
                objects.Add(found);
            }

            if (seen.Count > MostObjects)
            {
                throw DataFile.Invalid(file, $"has more than {MostObjects} objects");
            }
        }

        return new BoxesLabel(objects, placement.Picture);
    }

    private LabelledBox? ReadLine(string line, int number, string file, ImagePlacement placement)
    {
        var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != BoxFields && (fields.Length < FewestPolygonFields || fields.Length % 2 == 0))
        {
            throw DataFile.Invalid(file, $"has {fields.Length} fields in line {number}. {Form}");
        }

        if (!int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var type))
        {
            throw DataFile.Invalid(file, $"has the class '{fields[0]}' in line {number}, which is no number of a class. {Form}");
        }

        var shares = Array.ConvertAll(fields[1..], field => Share(field, number, file));
        var (width, height) = (placement.Upright.Width, placement.Upright.Height);
        var box = shares.Length == BoxFields - 1
            ? new Box((shares[0] - (shares[2] / 2)) * width, (shares[1] - (shares[3] / 2)) * height, (shares[0] + (shares[2] / 2)) * width, (shares[1] + (shares[3] / 2)) * height)
            : Around(shares, width, height);
        var known = classes(type, FormattableString.Invariant($"line {number} of '{Path.GetFileName(file)}'"));
        return placement.Place(box) is { } placed ? new LabelledBox(known, placed) : null;
    }

    private static Box Around(double[] shares, int width, int height)
    {
        var xs = shares.Where((_, i) => i % 2 == 0).ToArray();
        var ys = shares.Where((_, i) => i % 2 == 1).ToArray();
        return new Box(xs.Min() * width, ys.Min() * height, xs.Max() * width, ys.Max() * height);
    }

    private static double Share(string field, int number, string file) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= -Slack and <= 1 + Slack
            ? value
            : throw DataFile.Invalid(file, $"has '{field}' in line {number}, which is no share of the picture. {Form}");
}
