using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Graph;

/// <summary>
/// Reads the arguments of one attribute and reports those out of range (NG0005). It then returns a value in range and notes what that
/// leaves open of the layer's output, so that the rest of the network is still checked, but nothing is reported that only follows from the
/// fault.
/// </summary>
internal sealed class ArgumentReader(AttributeDeclaration attribute, FaultTarget target, string layerName, List<Fault> faults)
{
    /// <summary>An upper bound of every integer argument, so that shape arithmetic in 64 bits cannot overflow.</summary>
    public const int Largest = 1 << 30;

    private static readonly ImmutableHashSet<string> SetChannels =
        ImmutableHashSet.Create("channels", "outChannels", "outFeatures", "factor");

    private static readonly ImmutableHashSet<string> SetSize = ImmutableHashSet.Create(
        "kernel", "KernelHeight", "KernelWidth", "Stride", "StrideHeight", "StrideWidth", "Dilation", "DilationHeight", "DilationWidth",
        "Pad", "PadTop", "PadLeft", "PadBottom", "PadRight", "Same", "Ceil", "OutputPad", "height", "width", "scale", "factor", "pad");

    public string Kind => attribute.Kind;

    public string LayerName => layerName;

    /// <summary>Whether a fault leaves open what height and width the layer gives.</summary>
    public bool SizeIsOpen { get; private set; }

    /// <summary>Whether a fault leaves open how many channels the layer gives.</summary>
    public bool ChannelsAreOpen { get; private set; }

    public bool Has(string name) => attribute.Arguments.Any(argument => argument.Name == name);

    /// <summary>A text; null where it is not stated.</summary>
    public string? Text(string name) => Find(name) as string;

    /// <summary>The elements of an array of texts, each under its own name.</summary>
    public IReadOnlyList<ArgumentDeclaration> Elements(string name) =>
        [.. attribute.Arguments.Where(argument => argument.Name.StartsWith(name + "[", System.StringComparison.Ordinal))];

    /// <summary>An integer that is at least a minimum.</summary>
    /// <param name="name">The parameter or property.</param>
    /// <param name="minimum">The smallest value in range.</param>
    /// <param name="what">What it is, in a message: "the stride".</param>
    /// <param name="otherwise">The value where it is not stated.</param>
    public int Integer(string name, int minimum, string what, int otherwise)
    {
        if (Find(name) is not int value) return otherwise;
        return IsInRange(name, value, minimum, what) ? value : System.Math.Max(minimum, otherwise);
    }

    /// <summary>An integer of at least 1 that may be left out; null also where it is out of range.</summary>
    public int? Stated(string name, string what) => Find(name) is int value && IsInRange(name, value, 1, what) ? value : null;

    /// <summary>A finite number.</summary>
    public double Number(string name, string what, double otherwise)
    {
        if (Find(name) is not double value) return otherwise;
        if (!double.IsNaN(value) && System.Math.Abs(value) <= float.MaxValue) return value;
        OutOfRange(name, $"{what} is {value.Text()}, but must be a finite single-precision number");
        return otherwise;
    }

    /// <summary>A number above zero.</summary>
    public double Positive(string name, string what, double otherwise)
    {
        var value = Number(name, what, otherwise);
        if (value > 0) return value;
        OutOfRange(name, $"{what} is {value.Text()}, but must be more than 0");
        return otherwise;
    }

    public bool Flag(string name, bool otherwise) => Find(name) is bool value ? value : otherwise;

    /// <summary>The number of an enumeration's member; that of the first where it is not stated.</summary>
    public int Member(string name, params string[] members)
    {
        if (Find(name) is not int value) return 0;
        if (value >= 0 && value < members.Length) return value;
        OutOfRange(name, $"{name} is {value.Text()}, but must be {string.Join(" or ", members)}");
        return 0;
    }

    /// <param name="argument">The argument, or null for the attribute as a whole.</param>
    /// <param name="message">What is wrong with it.</param>
    public void OutOfRange(string? argument, string message)
    {
        SizeIsOpen |= argument is not null && SetSize.Contains(argument);
        ChannelsAreOpen |= argument is not null && SetChannels.Contains(argument);
        faults.Add(Fault.Of(DiagnosticIds.ArgumentOutOfRange, target.At(argument), layerName, message));
    }

    private bool IsInRange(string name, int value, int minimum, string what)
    {
        if (value >= minimum && value <= Largest) return true;
        OutOfRange(name, value < minimum
            ? $"{what} is {value.Text()}, but must be at least {minimum.Text()}"
            : $"{what} is {value.Text()}, but must be at most {Largest.Text()}");
        return false;
    }

    private object? Find(string name) => attribute.Arguments.FirstOrDefault(argument => argument.Name == name)?.Value;
}
