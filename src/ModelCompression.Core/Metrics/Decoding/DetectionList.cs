using System.Runtime.InteropServices;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>Boxes with score and class, as rows of left, top, right, bottom, score, class.</summary>
internal sealed class DetectionList
{
    /// <summary>Numbers a row.</summary>
    public const int Width = 6;

    private const int ScoreColumn = 4;
    private const int ClassColumn = 5;

    private readonly List<double> _rows = [];

    public int Count => _rows.Count / Width;

    /// <summary>True when a number that matters is none: what follows from this output is not a number, either.</summary>
    public bool IsBroken { get; private set; }

    public static DetectionList Of(ReadOnlySpan<double> rows)
    {
        var list = new DetectionList();
        list._rows.AddRange(rows);
        list.IsBroken = list._rows.Exists(value => !double.IsFinite(value));
        return list;
    }

    /// <summary>Adds a box by its corners.</summary>
    public void Add(double left, double top, double right, double bottom, double score, int found)
    {
        IsBroken |= !double.IsFinite(left + top + right + bottom + score);
        _rows.AddRange([left, top, right, bottom, score, found]);
    }

    /// <summary>Says that a score was not a number.</summary>
    public void Break() => IsBroken = true;

    public Box At(int index)
    {
        var box = BoxAt(index);
        return new Box(box[0], box[1], box[2], box[3]);
    }

    private ReadOnlySpan<double> BoxAt(int index) => CollectionsMarshal.AsSpan(_rows).Slice(index * Width, ScoreColumn);

    public double ScoreOf(int index) => _rows[(index * Width) + ScoreColumn];

    public int ClassOf(int index) => (int)_rows[(index * Width) + ClassColumn];

    /// <summary>True when the last number of a row is a class, 0 or a whole number above it.</summary>
    public bool HasClass(int index) => _rows[(index * Width) + ClassColumn] is >= 0 and <= int.MaxValue and var found && Math.Floor(found) == found;

    /// <summary>All positions, the highest score first, equal ones in their own order.</summary>
    public int[] Order()
    {
        var order = Enumerable.Range(0, Count).ToArray();
        Array.Sort(order, (a, b) => ScoreOf(b).CompareTo(ScoreOf(a)) is var byScore and not 0 ? byScore : a.CompareTo(b));
        return order;
    }

    /// <summary>Intersection over union of two boxes; 0 when both have no size.</summary>
    public double Iou(int first, int second)
    {
        var a = BoxAt(first);
        var b = BoxAt(second);
        var width = Math.Min(a[2], b[2]) - Math.Max(a[0], b[0]);
        var height = Math.Min(a[3], b[3]) - Math.Max(a[1], b[1]);
        if (width <= 0 || height <= 0)
        {
            return 0;
        }

        var shared = width * height;
        return shared / (((a[2] - a[0]) * (a[3] - a[1])) + ((b[2] - b[0]) * (b[3] - b[1])) - shared);
    }

    /// <summary>The rows at the given positions, shape [n, 6], type Double; a single row that is not a number when the list is broken.</summary>
    public TensorData ToTensor(IReadOnlyList<int> positions)
    {
        if (IsBroken)
        {
            return new TensorData(ElementType.Double, new Shape(1, Width), MemoryMarshal.AsBytes<double>([.. Enumerable.Repeat(double.NaN, Width)]).ToArray());
        }

        var rows = new double[positions.Count * Width];
        for (var i = 0; i < positions.Count; i++)
        {
            CollectionsMarshal.AsSpan(_rows).Slice(positions[i] * Width, Width).CopyTo(rows.AsSpan(i * Width));
        }

        return new TensorData(ElementType.Double, new Shape(positions.Count, Width), MemoryMarshal.AsBytes<double>(rows).ToArray());
    }
}
