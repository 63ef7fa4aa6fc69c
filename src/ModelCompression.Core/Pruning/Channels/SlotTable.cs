using ModelCompression.Analysis;
using ModelCompression.Ir;

namespace ModelCompression.Pruning.Channels;

/// <summary>
/// A number, its slot, for every entry of every axis of every tensor. Entries that must go together share a class of slots (union-find), and a class that must stay is
/// frozen. An axis whose size is not known has no slots, and nothing can be removed from it.
/// </summary>
internal sealed class SlotTable(ShapeTable shapes)
{
    private readonly List<int> _parents = [];
    private readonly List<bool> _frozen = [];
    private readonly Dictionary<Value, int[][]> _axes = [];

    /// <summary>Every tensor with slots, in the order they were met.</summary>
    public IEnumerable<Value> Values => _axes.Keys;

    /// <summary>Slots of a tensor by axis: those it was given, for a constant new ones, for anything else frozen ones. Null when its rank is not known.</summary>
    public int[][]? Of(Value value)
    {
        if (_axes.TryGetValue(value, out var known))
        {
            return known;
        }

        return shapes.DimsOf(value) is { } dims ? _axes[value] = [.. dims.Select(dim => Fresh(dim.Size ?? 0, isFrozen: value.Constant is null))] : null;
    }

    public void Set(Value value, int[][] axes) => _axes[value] = axes;

    public int[] Fresh(long count, bool isFrozen = false)
    {
        var slots = new int[count];
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = _parents.Count;
            _parents.Add(slots[i]);
            _frozen.Add(isFrozen);
        }

        return slots;
    }

    /// <summary>The class of a slot.</summary>
    public int Find(int slot)
    {
        while (_parents[slot] != slot)
        {
            slot = _parents[slot] = _parents[_parents[slot]];
        }

        return slot;
    }

    public bool IsFrozen(int slot) => _frozen[Find(slot)];

    public void Union(int left, int right)
    {
        var (a, b) = (Find(left), Find(right));
        if (a != b)
        {
            _parents[Math.Max(a, b)] = Math.Min(a, b);
            _frozen[Math.Min(a, b)] |= _frozen[Math.Max(a, b)];
        }
    }

    /// <summary>Ties two axes entry by entry; axes of different length cannot be tied and are frozen.</summary>
    public void Union(int[] left, int[] right)
    {
        if (left.Length != right.Length)
        {
            Freeze(left);
            Freeze(right);
            return;
        }

        for (var i = 0; i < left.Length; i++)
        {
            Union(left[i], right[i]);
        }
    }

    public void Freeze(int[] slots)
    {
        foreach (var slot in slots)
        {
            _frozen[Find(slot)] = true;
        }
    }

    public void Freeze(Value value)
    {
        foreach (var axis in Of(value) ?? [])
        {
            Freeze(axis);
        }
    }
}
