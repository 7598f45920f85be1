using System.Reflection;
using NetGen.Generator;
using NetGen.Generator.Declaration;

namespace NetGen.Onnx.Import;

/// <summary>An imported network as the compiler's front end sees it, so that what it would refuse is known before a file is written.</summary>
internal static class NetworkDeclarations
{
    /// <summary>Checks a network as if it were written already.</summary>
    /// <exception cref="UnsupportedModelException">The compiler refuses it: it says why.</exception>
    public static CheckedNetwork Check(ImportedNetwork network, string className)
    {
        var size = network.InputSize;
        var attributes = WrittenAttribute.Of(network).Prepend(new WrittenAttribute("Input", [size.Height, size.Width, size.Channels], [], true));
        var found = Check(className, attributes, network.Span == Layout.Nchw);
        return found.Graph is not null ? found : throw new UnsupportedModelException(network.Source, [.. NetworkMetadata.Messages(found.Faults)]);
    }

    /// <summary>Whether the compiler takes a block by itself.</summary>
    public static bool IsSound(Block block) => Check("Block", Attributes(block), nchw: false).Graph is not null;

    private static CheckedNetwork Check(string className, IEnumerable<WrittenAttribute> attributes, bool nchw) => NetworkCompiler.Check(new NetworkDeclaration
    {
        Namespace = "",
        ContainingTypes = default,
        Type = new TypeHeader("class", className),
        Options = new NetworkOptions(nchw, TensorFlow: false, Strict: false),
        Attributes = attributes.Select(attribute => Declare(attribute, className)).ToEquatableArray(),
        MemberNames = default,
        TypeFaults = default,
        IsMalformed = false,
    });

    private static IEnumerable<WrittenAttribute> Attributes(Block block) => WrittenAttribute.Of(block).Prepend(
        new WrittenAttribute("Input", block.IsAnySize ? [block.Input.Channels] : [block.Input.Height, block.Input.Width, block.Input.Channels], [], true));

    private static AttributeDeclaration Declare(WrittenAttribute attribute, string className)
    {
        var type = typeof(NetworkAttribute).Assembly.GetType($"NetGen.{attribute.Kind}Attribute", throwOnError: true)!;
        var arguments = new List<ArgumentDeclaration>();
        var parameters = type.GetConstructors().Select(constructor => constructor.GetParameters())
            .First(parameters => parameters.Length == attribute.Arguments.Length || IsList(parameters) || parameters.All(parameter => parameter.IsOptional));
        var block = attribute.Arguments is [Block used] ? new BlockDeclaration(used.ClassName(className), Attributes(used).Select(inner => Declare(inner, className)).ToEquatableArray(), null) : null;
        for (var i = 0; i < attribute.Arguments.Length && block is null; i++)
        {
            var name = IsList(parameters) ? ArgumentDeclaration.Element(parameters[0].Name!, i) : parameters[i].Name!;
            arguments.Add(new ArgumentDeclaration(name, Stored(attribute.Arguments[i])));
        }

        arguments.AddRange(attribute.Options.Select(option => new ArgumentDeclaration(option.Name, Stored(option.Value))));
        return new AttributeDeclaration(attribute.Kind, arguments.ToEquatableArray()) { Block = block };
    }

    private static bool IsList(ParameterInfo[] parameters) => parameters is [{ ParameterType.IsArray: true }];

    private static object Stored(object value) => value is Enum member ? Convert.ToInt32(member, System.Globalization.CultureInfo.InvariantCulture) : value;
}
